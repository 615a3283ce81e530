import sharp from "sharp";
import { findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

test("categories: created with a picture, moved, given a new address that the old one leads to, and deleted without losing a product", async ({
  shopper,
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  // A version that someone else has saved is refused.
  browserErrors.allow(/status of 409/);
  const { page } = shopper;
  const api = new ShopApi(adminPage.request);
  const mark = Date.now().toString(36);
  const titles = { top: `Study ${mark}`, sub: `Lamps ${mark}`, other: `Outdoors ${mark}` };
  const product = await ownProduct();
  const other = await api.mutate<{ id: string }>("admin.categories.create", { title: titles.other });

  await adminPage.goto("/admin/categories");
  await adminPage.getByRole("link", { name: "Create category" }).click();
  await adminPage.getByRole("button", { name: "Create category" }).click();
  await expect(adminPage.getByText("Enter a title.")).toBeVisible();
  await adminPage.getByLabel("Title").fill(titles.top);
  await adminPage.getByRole("button", { name: "Create category" }).press("Enter");
  await expect(adminPage.getByRole("heading", { level: 1, name: titles.top })).toBeVisible();
  await adminPage.getByRole("main").getByRole("link", { name: "Categories", exact: true }).click();

  await adminPage.getByRole("link", { name: `Add a subcategory to ${titles.top}` }).click();
  await expect(adminPage.getByLabel("Parent category", { exact: true })).toHaveValue(/.+/);
  await adminPage.getByLabel("Title").fill(titles.sub);
  await adminPage.getByLabel("Description").fill("Light to read by.");
  await adminPage.getByRole("button", { name: "Create category" }).press("Enter");
  await expect(adminPage.getByRole("heading", { level: 1, name: titles.sub })).toBeVisible();
  const id = adminPage.url().split("/").at(-1) ?? "";
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: "#884422" } })
    .png()
    .toBuffer();
  // Someone else changes the text meanwhile: the picture's version has that, so it is shown, and no save undoes it unseen.
  const changed = { title: titles.sub, slug: `lamps-${mark}`, description: "Light to work by." };
  await api.mutate("admin.categories.save", { ...changed, categoryId: id, version: 1 });
  await adminPage
    .getByLabel("Picture to upload")
    .setInputFiles({ name: "lamp.png", mimeType: "image/png", buffer: picture });
  await expect(adminPage.getByRole("img", { name: "Current picture" })).toBeVisible();
  await expect(adminPage.getByText("Saved by someone else: Light to work by.")).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);

  // The product's page leads to its category, and with it to the whole tree.
  await api.mutate("admin.products.save", { productId: product.id, version: 1, categoryId: id });
  const path = `/c/lamps-${mark}`;
  await expect.poll(async () => (await page.request.get(path)).text()).toContain(product.title);
  await page.goto(path);
  const crumbs = page.getByRole("navigation", { name: "Breadcrumb" });
  await expect(crumbs).toContainText(titles.top);
  await expect(page.getByText("Light to work by.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("img", { name: titles.sub, exact: true })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);

  // Moved: one step by the arrows, then below another category in the dialog.
  await adminPage.goto("/admin/categories");
  const tree = adminPage.getByRole("list", { name: "All categories" });
  const order = async () =>
    (await tree.getByRole("link").allTextContents()).filter((title) => title === titles.top || title === titles.other);
  expect(await order()).toEqual([titles.other, titles.top]);
  await tree.getByRole("button", { name: `Move ${titles.top} up`, exact: true }).press("Enter");
  await expect.poll(order).toEqual([titles.top, titles.other]);
  await expect(tree.getByRole("button", { name: `Move ${titles.top} up`, exact: true })).toBeFocused();
  await tree.getByRole("button", { name: `Hide subcategories of ${titles.top}` }).click();
  await expect(tree.getByRole("link", { name: titles.sub, exact: true })).toHaveCount(0);
  await tree.getByRole("button", { name: `Show subcategories of ${titles.top}` }).click();
  await tree.getByRole("button", { name: `Move ${titles.sub} to another place` }).click();
  const dialog = adminPage.getByRole("dialog", { name: `Move ${titles.sub}` });
  await dialog.getByLabel("Parent category", { exact: true }).selectOption(titles.other);
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(dialog).toBeHidden();
  await expect(
    tree.getByRole("list", { name: titles.other }).getByRole("link", { name: titles.sub, exact: true }),
  ).toBeVisible();
  await expect.poll(async () => (await page.request.get(path)).text()).toContain(titles.other);
  await page.goto(path);
  await expect(crumbs).toContainText(titles.other);
  await expect(crumbs).not.toContainText(titles.top);
  await page.getByText("All categories").click();
  const menu = page.getByRole("navigation", { name: "Categories" });
  await expect(
    menu.getByRole("listitem").filter({ hasText: titles.other }).getByRole("link", { name: titles.sub }),
  ).toBeVisible();

  // Someone else saves first: nothing of either is lost. Then the address changes, and the old one leads to it.
  await adminPage.goto(`/admin/categories/${id}`);
  const { version, slug } = await api.query<{ version: number; slug: string }>("admin.categories.get", {
    categoryId: id,
  });
  await api.mutate("admin.categories.save", { categoryId: id, version, slug, title: `Lights ${mark}` });
  await adminPage.getByLabel("Address").fill(`lights-${mark}`);
  await expect(adminPage.getByText("The old address will redirect to the new one.")).toBeVisible();
  const save = adminPage.getByRole("button", { name: "Save", exact: true });
  await save.press("Enter");
  await expect(adminPage.getByText(`Saved by someone else: Lights ${mark}`)).toBeVisible();
  await adminPage.getByLabel("Title").fill(`Lights ${mark}`);
  await save.press("Enter");
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await expect(adminPage.getByRole("listitem").filter({ hasText: path })).toBeVisible();
  const redirect = async () => {
    const response = await page.request.get(path, { maxRedirects: 0 });
    return [response.status(), response.headers()["location"]];
  };
  await expect.poll(redirect).toEqual([308, `/c/lights-${mark}`]);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: `Lights ${mark}` })).toBeVisible();
  // The product's own page says it, too.
  await expect
    .poll(async () => (await page.request.get(`/products/${product.slug}`)).text())
    .toContain(`/c/lights-${mark}`);

  // Deleted: its product moves to the category that staff choose.
  await adminPage.getByRole("button", { name: "Delete" }).click();
  const asked = adminPage.getByRole("dialog", { name: `Delete Lights ${mark}?` });
  await expect(asked.getByText("1 product will move to the category you choose.")).toBeVisible();
  await asked.getByRole("button", { name: "Delete category" }).click();
  await expect(asked.getByText("Choose where the products move.")).toBeVisible();
  await asked.getByLabel("Move products to").selectOption(titles.top);
  expect(await findViolations(adminPage)).toEqual([]);
  await asked.getByRole("button", { name: "Delete category" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Categories" })).toBeVisible();
  await expect(tree.getByRole("link", { name: `Lights ${mark}`, exact: true })).toHaveCount(0);
  await expect.poll(async () => (await page.request.get(`/c/lights-${mark}`)).status()).toBe(404);
  await expect.poll(async () => (await page.request.get(path)).status()).toBe(404);
  await expect.poll(async () => (await page.request.get(`/c/study-${mark}`)).text()).toContain(product.title);

  // Nothing of the journey stays in the menu of the others.
  await api.mutate("admin.products.save", { productId: product.id, version: 3, categoryId: null });
  const { items } = await api.query<{ items: { id: string; version: number; title: string }[] }>(
    "admin.categories.list",
  );
  for (const { id: categoryId, version: at } of items.filter(
    ({ title }) => title === titles.top || title === titles.other,
  ))
    await api.mutate("admin.categories.remove", { categoryId, version: at });
  expect(items.some((item) => item.id === other.id)).toBe(true);
});
