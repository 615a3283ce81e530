import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

async function changesPolicy(
  adminPage: Page,
  { id, policy, days, count }: { id: string; policy: RegExp; days?: string; count?: string },
): Promise<void> {
  await adminPage.goto(`/admin/products/${id}`);
  await adminPage.getByRole("button", { name: /^Change policy of/ }).click();
  const dialog = adminPage.getByRole("dialog", { name: "Change stock policy" });
  const choice = dialog.getByLabel("Policy");
  const label = await choice.locator("option", { hasText: policy }).textContent();
  await choice.selectOption(label);
  if (days !== undefined) await dialog.getByLabel("Working days until backordered units ship").fill(days);
  if (count !== undefined) await dialog.getByLabel("Units on hand now").fill(count);
  await dialog.getByLabel(/^Reason/).fill("Made to order from now on");
  await dialog.getByRole("button", { name: "Change policy" }).click();
}

test("a backordered product says when it ships, from its page to the order, and staff see what is owed", async ({
  shopper,
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  // The change that is refused.
  browserErrors.allow(/status of 400/);
  const product = await ownProduct();
  const looking = await shopper.page.context().newPage();
  await looking.goto(`/products/${product.slug}`);
  await expect(looking.getByText("In stock.")).toBeVisible();

  await changesPolicy(adminPage, { id: product.id, policy: /^Backorder/, days: "12", count: "0" });
  await expect(adminPage.getByText("Backorder, 12 working days")).toBeVisible();
  // Live on an open page, and in the cached one.
  await expect(looking.getByText("Ships in 12 working days.")).toBeVisible();
  await expect
    .poll(async () => (await looking.request.get(`/products/${product.slug}`)).text())
    .toContain("https://schema.org/BackOrder");
  await looking.close();

  await shopper.putsInCart(product, 2);
  await shopper.opens("/cart");
  await expect(shopper.page.getByText("Ships in 12 working days.")).toBeVisible();
  await shopper.opensCheckout();
  await expect(shopper.page.getByText("Ships in 12 working days.")).toBeVisible();
  await shopper.fillsInTheForm();
  await shopper.placesOrder();
  await shopper.seesHeading("Your order is confirmed");
  await expect(shopper.page.getByText(/Ships by \w+ \d+ \w+\./)).toBeVisible();

  await adminPage.goto(`/admin/inventory?q=${encodeURIComponent(product.title)}&policy=backorder`);
  await expect(adminPage.getByText("oversold by 2")).toBeVisible();

  // It cannot be tracked below what is owed without a count, and can with one.
  await changesPolicy(adminPage, { id: product.id, policy: /^Tracked/ });
  await expect(adminPage.getByText("To track this item, set the stock on hand to 0 or more.")).toBeVisible();
  await changesPolicy(adminPage, { id: product.id, policy: /^Tracked/, count: "40" });
  await expect(adminPage.getByText("40 on hand", { exact: false })).toBeVisible();
});
