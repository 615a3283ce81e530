import { expect, test } from "./test.ts";

test("a double click places one order and makes one charge", async ({ shopper, chargesOf }) => {
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  const sent: string[] = [];
  shopper.page.on("request", (request) => {
    if (request.url().includes("checkout.place")) sent.push(request.postData() ?? "");
  });

  await shopper.placeOrder.dblclick({ delay: 1 });
  const number = await shopper.isOnOrderPage();

  await shopper.seesHeading("Your order is confirmed");
  expect(new Set(sent).size).toBe(1);
  expect(await chargesOf(number)).toHaveLength(1);
});

test("a reload after a lost response leads to the order that was placed", async ({
  shopper,
  browserErrors,
  chargesOf,
}) => {
  browserErrors.allow(/ERR_FAILED/);
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  // The order reaches the shop. From then on the connection is dead: no response comes back.
  let dead = false;
  await shopper.page.route(/\/api\/trpc\/.*checkout\./, async (route) => {
    if (route.request().url().includes("checkout.place") && !dead) {
      dead = true;
      await route.fetch();
    }
    if (dead) await route.abort();
    else await route.continue();
  });

  await shopper.placeOrder.click();
  await expect(shopper.page.getByRole("main").getByRole("alert")).toBeVisible();
  await shopper.page.unrouteAll();
  await shopper.page.reload();

  const number = await shopper.isOnOrderPage();
  await shopper.seesHeading("Your order is confirmed");
  expect(await chargesOf(number)).toHaveLength(1);
});

test("a lost response leads to the order that was placed", async ({ shopper, browserErrors, chargesOf }) => {
  browserErrors.allow(/ERR_FAILED/);
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  await shopper.page.route(
    /checkout\.place/,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

  const number = await shopper.placesOrder();

  await shopper.seesHeading("Your order is confirmed");
  expect(await chargesOf(number)).toHaveLength(1);
});

test("a click before the price has loaded again places the order, once it has", async ({ shopper, chargesOf }) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/checkout\.quote/, async (route) => {
    await held;
    await route.continue();
  });
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  await shopper.placeOrder.click();
  await expect(page).toHaveURL(/\/checkout$/);
  release();
  const number = await shopper.isOnOrderPage();
  await shopper.seesHeading("Your order is confirmed");
  expect(await chargesOf(number)).toHaveLength(1);
});

test("when the total has changed, nothing is ordered until the shopper accepts the new one", async ({
  shopper,
  browserErrors,
  chargesOf,
}) => {
  browserErrors.allow(/409/);
  await shopper.hasSomethingInCart();
  // Until they place the order, the shopper sees quotes from before the change, one euro below the present total.
  let isStale = true;
  shopper.page.on("request", (request) => {
    if (/checkout\.place/.test(request.url())) isStale = false;
  });
  await shopper.page.route(/checkout\.quote/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const before = text.replace(
      /"totalMinor":(\d+),"currency"/,
      (_, total: string) => `"totalMinor":${Number(total) - 100},"currency"`,
    );
    await route.fulfill({ response, body: isStale ? before : text });
  });
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();

  await shopper.placeOrder.click();
  await expect(shopper.page.getByRole("alert").filter({ hasText: "The total changed" })).toContainText(
    /from €[\d.]+ to €[\d.]+/,
  );
  await expect(shopper.page).toHaveURL(/\/checkout$/);

  const number = await shopper.placesOrder();
  await shopper.seesHeading("Your order is confirmed");
  expect(await chargesOf(number)).toHaveLength(1);
});

test("a missing value is reported at its field, and nothing is sent", async ({ shopper }) => {
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  let sent = 0;
  shopper.page.on("request", (request) => {
    if (request.url().includes("checkout.place")) sent += 1;
  });

  await shopper.placeOrder.click();

  await expect(shopper.page.getByLabel("Email address", { exact: true })).toBeFocused();
  await expect(shopper.page.getByLabel("Town or city", { exact: true })).toHaveAccessibleDescription(
    "Enter a town or city.",
  );
  await shopper.page.getByLabel("Town or city", { exact: true }).fill("Berlin");
  await expect(shopper.page.getByLabel("Town or city", { exact: true })).not.toHaveAttribute("aria-invalid");
  expect(sent).toBe(0);
});
