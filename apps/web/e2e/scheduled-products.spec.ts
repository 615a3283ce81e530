import { findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

test("a draft is published at its time, which staff can change and cancel until then", async ({
  shopper,
  adminPage,
  browserErrors,
}) => {
  // The product's page in the shop is not there before.
  browserErrors.allow(/status of 404/);
  const api = new ShopApi(adminPage.request);
  const title = `Advent tray ${Date.now().toString(36)}`;
  const { id, slug } = await api.mutate<{ id: string; slug: string }>("admin.products.create", {
    title,
    variants: [{ priceMinor: 4_550, onHand: 3 }],
  });
  const shopPage = async () => (await shopper.page.request.get(`/products/${slug}`)).status();

  await adminPage.goto(`/admin/products/${id}`);
  await adminPage.getByRole("button", { name: "Schedule", exact: true }).click();
  const dialog = adminPage.getByRole("dialog");
  const at = dialog.getByLabel("Publish date and time");
  await at.fill("2020-01-01T09:00");
  browserErrors.allow(/status of 400/);
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await expect(dialog.getByText("Enter a time in the future.")).toBeVisible();
  const nextYear = new Date().getUTCFullYear() + 1;
  await at.fill(`${nextYear}-07-01T09:30`);
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Schedule" }).click();
  const time = `1 Jul ${nextYear}, 09:30`;
  const note = adminPage.getByText(`This product will be published on ${time}.`);
  await expect(note).toBeVisible();
  await adminPage.goto(`/admin/products?q=${encodeURIComponent(title)}`);
  await expect(adminPage.getByRole("row", { name: title }).getByText(`Scheduled for ${time}`)).toBeVisible();

  await adminPage.goto(`/admin/products/${id}`);
  await adminPage.getByRole("button", { name: "Cancel publication" }).click();
  await expect(adminPage.getByRole("button", { name: "Schedule", exact: true })).toBeVisible();
  await expect(note).toHaveCount(0);
  expect(await shopPage()).toBe(404);

  const { version } = await api.query<{ version: number }>("admin.products.get", { productId: id });
  const publishAt = new Date(Date.now() + 10_000).toISOString();
  await api.mutate("admin.products.schedule", { productId: id, version, publishAt });
  await expect.poll(shopPage).toBe(200);
  await adminPage.reload();
  await expect(adminPage.getByLabel("Status", { exact: true })).toHaveValue("active");
  const { items } = await api.query<{ items: { action: string }[] }>("admin.audit.list", {});
  expect(items.some(({ action }) => action === "products.publish")).toBe(true);
});
