import type { Page } from "@playwright/test";
import { findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

/** Pastes a text into the focused cell, as the browser does from a spreadsheet. */
const paste = (page: Page, text: string) =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData("text/plain", given);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);

test("many variants in one grid: keys, a pasted block, errors by cell, one save, and no overwriting of others", async ({
  shopper,
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  const [first, second] = [await ownProduct(12), await ownProduct(12)];
  const api = new ShopApi(adminPage.request);
  await adminPage.goto(`/admin/products?q=${encodeURIComponent("walnut tray")}`);
  for (const { title } of [first, second])
    await adminPage.getByRole("checkbox", { name: `Select ${title}`, exact: true }).check();
  await adminPage.getByRole("link", { name: "Edit in bulk", exact: true }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Edit in bulk" })).toBeVisible();
  await expect(adminPage.getByText("2 variants", { exact: true })).toBeVisible();
  const cell = (field: string, title: string) => adminPage.getByLabel(`${field} of ${title}`, { exact: true });

  // From the first cell down and to the right, and back.
  await cell("Price", first.title).focus();
  await adminPage.keyboard.press("Enter");
  await expect(cell("Price", second.title)).toBeFocused();
  await adminPage.keyboard.press("ArrowUp");
  await adminPage.keyboard.press("ArrowRight");
  await expect(cell("Compare-at price", first.title)).toBeFocused();
  await adminPage.keyboard.press("ArrowLeft");
  await expect(cell("Price", first.title)).toBeFocused();

  const sku = `BULK-${Date.now().toString(36)}`;
  await paste(adminPage, `€ 39,90\t49.90\t10\t${sku}-1\n38.50\tcheap\t12\t${sku}-2\n`);
  await expect(cell("SKU", second.title)).toHaveValue(`${sku}-2`);
  await expect(adminPage.getByText("Correct 1 cell before you save")).toBeVisible();
  await expect(adminPage.getByText("Enter a price, like 24.90, or leave this empty.")).toBeVisible();
  await expect(adminPage.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  expect(await findViolations(adminPage)).toEqual([]);
  await cell("Compare-at price", second.title).focus();
  await adminPage.keyboard.press("Escape");
  await expect(adminPage.getByText("6 cells changed in 2 variants")).toBeVisible();

  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  const dialog = adminPage.getByRole("dialog");
  await expect(dialog.getByText("prices of 2 variants")).toBeVisible();
  await expect(dialog.getByText("stock of 1 variant,")).toBeVisible();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog.getByText("Enter a reason.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Counted the shelf");
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await expect(cell("Price", first.title)).toHaveValue("39.90");
  await expect(cell("On hand", first.title)).toHaveValue("10");
  await expect.poll(async () => (await shopper.page.request.get(`/products/${first.slug}`)).text()).toContain("€39.90");

  // Someone else saves the second product first: nothing is overwritten, and nothing that was typed is lost.
  const { version } = await api.query<{ version: number }>("admin.products.get", { productId: second.id });
  await api.mutate("admin.products.save", { productId: second.id, version, vendor: "Another maker" });
  await cell("Price", first.title).fill("41");
  await cell("Price", second.title).fill("42");
  browserErrors.allow(/status of 409/);
  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(adminPage.getByText("1 row has been changed by someone else")).toBeVisible();
  await expect(adminPage.getByText(`“${second.title}” has been changed since`)).toBeVisible();
  await expect(adminPage.getByRole("button", { name: "Save the 1 other row" })).toBeVisible();
  await adminPage.getByRole("button", { name: "Reload rows" }).click();
  await expect(cell("Price", second.title)).toHaveValue("42");
  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await expect(cell("Price", second.title)).toHaveValue("42.00");
});

test("the grid scrolls inside its own frame on a small screen", async ({ adminPage, ownProduct }) => {
  const { id, title } = await ownProduct();
  await adminPage.setViewportSize({ width: 320, height: 640 });
  await adminPage.goto(`/admin/products/bulk?id=${id}`);
  await expect(adminPage.getByLabel(`Price of ${title}`, { exact: true })).toBeVisible();
  const widths = await adminPage.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  await adminPage.getByLabel(`Weight (g) of ${title}`, { exact: true }).focus();
  await expect(adminPage.getByLabel(`Weight (g) of ${title}`, { exact: true })).toBeInViewport();
});
