import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("staff duplicate a product as a draft, archive the original from the list, and take it back", async ({
  shopper,
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  // The product's page in the shop is gone while it is archived.
  browserErrors.allow(/status of 404/);
  const { id, title, slug } = await ownProduct();
  await adminPage.goto(`/admin/products/${id}`);
  await adminPage.getByRole("button", { name: "Duplicate" }).click();
  const dialog = adminPage.getByRole("dialog");
  await expect(dialog.getByText("The copy is a draft")).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Duplicate" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: `Copy of ${title}` })).toBeVisible();
  await expect(adminPage.getByLabel(/^SKU of /)).toHaveValue("");
  await expect(adminPage.getByLabel(/^Price of /)).toHaveValue("45.50");
  await expect(adminPage.getByLabel("Status", { exact: true })).toHaveValue("draft");

  const shopPage = async () => (await shopper.page.request.get(`/products/${slug}`)).status();
  expect(await shopPage()).toBe(200);
  await adminPage.goto(`/admin/products?q=${encodeURIComponent(title)}`);
  await adminPage.getByRole("checkbox", { name: `Select ${title}`, exact: true }).check();
  const bar = adminPage.getByRole("region", { name: "Selected products" });
  await expect(bar.getByText("1 product selected")).toBeVisible();
  await bar.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(dialog.getByText("Orders keep it")).toBeVisible();
  await dialog.getByRole("button", { name: "Archive product" }).click();
  await expect(adminPage.getByText("Product archived")).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expect.poll(shopPage).toBe(404);

  await adminPage.goto(`/admin/products/${id}`);
  await adminPage.getByRole("button", { name: "Unarchive" }).click();
  await dialog.getByRole("button", { name: "Unarchive product" }).click();
  await expect(adminPage.getByRole("button", { name: "Archive", exact: true })).toBeVisible();
  await adminPage.getByLabel("Status", { exact: true }).selectOption("active");
  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await expect.poll(shopPage).toBe(200);
});
