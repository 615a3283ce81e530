import { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

test("a guest buys a product, and sees the order settle live", async ({ shopper, chargesOf }) => {
  await shopper.putsInCart(await shopper.findsProduct());
  await shopper.opens("/cart");
  await shopper.page.getByRole("link", { name: "Checkout" }).click();
  await shopper.fillsInTheForm();
  const number = await shopper.placesOrder();

  await shopper.seesHeading("Your order is confirmed");
  await expect(shopper.page.getByText("Live", { exact: true })).toBeVisible();
  expect(await shopper.readsTimeline()).toEqual([
    "We've received your order.",
    "We've reserved your items.",
    "We've received your payment.",
    "Your order is confirmed. We're getting it ready.",
  ]);
  await expect(shopper.page.getByRole("status").filter({ hasText: "Your order is confirmed" })).toBeAttached();
  await expect(shopper.cartCount).toHaveAccessibleName("Cart");
  const charges = await chargesOf(number);
  expect(charges.map((charge) => charge.status)).toEqual(["succeeded"]);
});

test("a declined card cancels the order and leaves the cart as it was, for a second try", async ({
  shopper,
  chargesOf,
}) => {
  const { number, product } = await shopper.buysSomething("tok_decline");

  await shopper.seesHeading("Your order was cancelled");
  const timeline = await shopper.readsTimeline();
  expect(timeline.slice(0, 2)).toEqual(["We've received your order.", "We've reserved your items."]);
  expect(timeline).toContain("We've released your items.");
  await expect(shopper.page.getByText("You haven't been charged, and your items are back in your cart.")).toBeVisible();
  expect((await chargesOf(number)).filter((charge) => charge.status === "succeeded")).toEqual([]);

  await shopper.page.getByRole("link", { name: "Go to cart" }).click();
  await shopper.seesHeading("Cart");
  await expect(shopper.page.getByRole("heading", { name: product.title })).toBeVisible();

  // The second try is another order, with another idempotency key.
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  const second = await shopper.placesOrder();
  expect(second).not.toBe(number);
  await shopper.seesHeading("Your order is confirmed");
});

test("the link in the mail opens the order on any device, and removes its key from the address bar", async ({
  shopper,
  browser,
}) => {
  const { number } = await shopper.hasOrdered();
  const link = await shopper.findsOrderLink(number);

  const device = await browser.newContext();
  const elsewhere = new Shopper(await device.newPage());
  await elsewhere.opens(`/orders/${number}`);
  await elsewhere.seesHeading("We can't show this order");
  await elsewhere.opens(link);
  await elsewhere.seesHeading("Your order is confirmed");
  await expect(elsewhere.page).toHaveURL(new RegExp(`/orders/${number}$`));
  await elsewhere.page.reload();
  await elsewhere.seesHeading("Your order is confirmed");
  await device.close();
});

test("a payment that needs approval is confirmed after the shopper returns from the bank's page", async ({
  shopper,
  browserErrors,
}) => {
  // The bank's page is another site, which has no icon and does not get our cookies.
  browserErrors.allow(/127\.0\.0\.1/);
  const { number } = await shopper.buysSomething("tok_action");

  await shopper.page.getByRole("link", { name: "Approve payment" }).click();
  await shopper.page.getByRole("button", { name: /approve/i }).click();
  expect(await shopper.isOnOrderPage()).toBe(number);
  await shopper.seesHeading("Your order is confirmed");
});

test("without the socket the page polls until the order has settled", async ({ shopper, browserErrors, context }) => {
  browserErrors.allow(/socket\.io|WebSocket|ERR_FAILED/);
  await context.route(/socket\.io/, (route) => route.abort());
  await context.routeWebSocket(/socket\.io/, (socket) => socket.close());

  await shopper.buysSomething();

  await shopper.seesHeading("Your order is confirmed");
  expect(await shopper.readsTimeline()).toHaveLength(4);
});
