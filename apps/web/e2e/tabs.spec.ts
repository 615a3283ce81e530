import { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

test("a change to the cart shows in other tabs", async ({ shopper, context }) => {
  const [first, second] = await shopper.findsProducts();
  if (!first || !second) throw new Error("the shop has too little in stock");
  await shopper.hasInCart(first);
  await shopper.opens("/");
  const other = new Shopper(await context.newPage());
  await other.opens("/cart");
  await expect(other.page.getByRole("heading", { name: first.title })).toBeVisible();

  await shopper.putsInCart(second, 2);

  await expect(other.page.getByRole("heading", { name: second.title })).toBeVisible();
  await expect(other.cartCount).toHaveAccessibleName("Cart 3 items");

  await other.page.getByRole("button", { name: `Remove ${second.title}` }).click();
  await expect(shopper.cartCount).toHaveAccessibleName("Cart 1 item");
});

test("the cart updates before the server responds, and is rolled back when the server refuses", async ({
  shopper,
  browserErrors,
}) => {
  browserErrors.allow(/503/);
  const product = await shopper.hasSomethingInCart();
  await shopper.opens("/cart");
  const quantity = shopper.page.getByRole("textbox", { name: `Quantity of ${product.title}` });
  await expect(quantity).toHaveValue("1");

  const { promise: held, resolve: respond } = Promise.withResolvers<void>();
  await shopper.page.route(/cart\.setLine/, async (route) => {
    await held;
    await route.fulfill({
      status: 503,
      json: {
        error: {
          message: "Not now.",
          code: -32603,
          data: { code: "SERVICE_UNAVAILABLE", httpStatus: 503, reason: "unavailable" },
        },
      },
    });
  });
  await shopper.page.getByRole("button", { name: "Increase quantity" }).click();
  await expect(quantity).toHaveValue("2");
  respond();
  await expect(quantity).toHaveValue("1");
  await expect(shopper.page.getByText("Not now.")).toBeVisible();
});
