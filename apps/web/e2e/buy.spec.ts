import type { Page } from "@playwright/test";
import { ADDRESS, Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

/** Sums up the layout shifts of the page from its start, but not those that follow an input within half a second. */
interface Movement {
  readonly total: number;
  /** What moved each time, for the message of a failure. */
  readonly parts: readonly string[];
}

async function watchMovement(page: Page): Promise<() => Promise<Movement>> {
  await page.evaluate(() => {
    type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
    const shifts: { value: number; part: string }[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
        const nodes = sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.nodeValue));
        if (!hadRecentInput) shifts.push({ value, part: nodes.map((html) => html?.slice(0, 150)).join(" | ") });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () =>
    page.evaluate(async () => {
      // Shifts are reported with the next frame.
      for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      const { shifts } = window as unknown as { shifts: { value: number; part: string }[] };
      const parts = shifts.map(({ value, part }) => `${value}: ${part}`);
      return { parts, total: shifts.reduce((sum, { value }) => sum + value, 0) };
    });
}

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

test("a declined card leads back to the payment step with everything filled in, and another card pays", async ({
  shopper,
  chargesOf,
}) => {
  const { page } = shopper;
  const product = await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  await shopper.choosesCard("tok_decline");
  const movement = await watchMovement(page);
  const response = page.waitForResponse(/checkout\.place/);
  await shopper.placeOrder.click();
  const first = /CW-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await (await response).text())?.[0] ?? "";

  const refusal = page.getByRole("alert").filter({ hasText: "Your card was declined. Try another card." });
  await expect(refusal).toContainText("You haven't been charged.");
  await expect(refusal).toBeInViewport({ ratio: 1 });
  // Only the label of the button moves, when its spinner goes.
  const { total, parts } = await movement();
  expect(total, parts.join("\n")).toBeLessThan(0.003);
  await expect(page).toHaveURL(/\/checkout$/);
  await shopper.seesTheFormFilledIn();
  await expect(page.getByRole("complementary", { name: "Your order" })).toContainText(product.title);
  expect((await chargesOf(first)).filter((charge) => charge.status === "succeeded")).toEqual([]);

  // The attempt that failed stays where it is, and does not read as a cancelled order.
  await shopper.opens(`/orders/${first}`);
  await shopper.seesHeading("Your payment was declined");
  await page.getByRole("link", { name: "Back to payment" }).click();
  await shopper.seesHeading("Checkout");
  await shopper.seesTheFormFilledIn();

  // The second try is another order, with another idempotency key.
  const second = await shopper.placesOrder();
  expect(second).not.toBe(first);
  await shopper.seesHeading("Your order is confirmed");
});

test("what was entered comes back after a reload and in another tab, and is not kept in the browser", async ({
  shopper,
  context,
}) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  const saved = page.waitForResponse(async (response) => {
    const sent = response.request().postData() ?? "";
    return response.url().includes("checkout.saveDraft") && sent.includes(ADDRESS["Town or city"]);
  });
  await shopper.fillsInTheForm();
  await saved;
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toContain(ADDRESS["Email address"]);
  expect(kept).not.toContain("Linden");

  await page.reload();
  await shopper.seesTheFormFilledIn();
  const tab = new Shopper(await context.newPage());
  await tab.opensCheckout();
  await tab.seesTheFormFilledIn();
  await tab.page.close();

  await shopper.opens("/cart");
  await page.goBack();
  await shopper.seesTheFormFilledIn();
  await shopper.placesOrder();
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await expect(page.getByLabel("Email address", { exact: true })).toHaveValue("");
});

test("Back from an order leads to the order, not to a checkout that is over", async ({ shopper }) => {
  const { number } = await shopper.buysSomething();
  await shopper.seesHeading("Your order is confirmed");
  await shopper.page.goBack();
  await expect(shopper.page.getByText("You've already placed this order")).toBeVisible();
  await expect(shopper.page.getByText(`Your order number is ${number}.`)).toBeVisible();
  await shopper.page.getByRole("link", { name: "View order" }).click();
  expect(await shopper.isOnOrderPage()).toBe(number);
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

test("cart and checkout do not move while they load, at any width", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of ["/cart", "/checkout"]) {
      const quoted = page.waitForResponse(/checkout\.quote/);
      await shopper.opens(path);
      await quoted;
      await expect(page.getByRole("main").getByText("€").first()).toBeVisible();
      const movement = await watchMovement(page);
      expect((await movement()).parts, `${path} at ${width} px`).toEqual([]);
    }
  }
});

test("pages say what does not work without JavaScript, and how to order", async ({ request }) => {
  for (const path of ["/checkout", "/cart", "/"]) {
    const html = await (await request.get(path)).text();
    const notice = /<noscript>.*?<\/noscript>/.exec(html)?.[0] ?? "";
    expect(notice, path).toContain("The cart and the checkout need JavaScript.");
    expect(notice, path).toContain('href="/contact"');
  }
});
