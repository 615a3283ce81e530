import { expect, test } from "./test.ts";

test("however often the button is pressed, there is one order and one charge", async ({ shopper, chargesOf }) => {
  await shopper.putsSomethingInCart();
  await shopper.goesToCheckout();
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

test("a reload while the answer is lost leads to the order that was placed", async ({
  shopper,
  complaints,
  chargesOf,
}) => {
  complaints.expect(/ERR_FAILED/);
  await shopper.putsSomethingInCart();
  await shopper.goesToCheckout();
  await shopper.fillsInTheForm();
  // The order reaches the shop; then the line is dead, and neither its answer nor any other comes back.
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

test("when only the answer was lost, the shopper is led to his order", async ({ shopper, complaints, chargesOf }) => {
  complaints.expect(/ERR_FAILED/);
  await shopper.putsSomethingInCart();
  await shopper.goesToCheckout();
  await shopper.fillsInTheForm();
  await shopper.page.route(
    /checkout\.place(\?|$)/,
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

test("when the total has changed nothing is ordered until the shopper agrees to the new one", async ({
  shopper,
  complaints,
  chargesOf,
}) => {
  complaints.expect(/409/);
  await shopper.putsSomethingInCart();
  await shopper.page.goto("/cart");
  // The shopper looks at a quote from before the change: a euro less than it costs by now.
  await shopper.page.route(
    /checkout\.quote(\?|$)/,
    async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({
        response,
        body: text.replace(
          /"totalMinor":(\d+),"currency"/,
          (_, total: string) => `"totalMinor":${Number(total) - 100},"currency"`,
        ),
      });
    },
    { times: 1 },
  );
  await shopper.goesToCheckout();
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

test("what is missing in the form is said at its field, and nothing is sent", async ({ shopper }) => {
  await shopper.putsSomethingInCart();
  await shopper.goesToCheckout();
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
