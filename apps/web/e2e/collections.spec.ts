import sharp from "sharp";
import { findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

test("collections: by rules with a preview, in the shop and its navigation, by hand in order, and never overwritten unseen", async ({
  shopper,
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  // A version that someone else has saved is refused.
  browserErrors.allow(/status of 409/);
  const [first, second] = [await ownProduct(), await ownProduct()];
  const tag = `journey-${Date.now().toString(36)}`;
  const api = new ShopApi(adminPage.request);
  const mark = async (id: string) => {
    await api.mutate("admin.products.save", { productId: id, version: 1, vendor: tag });
  };
  await mark(first.id);

  await adminPage.goto("/admin/collections");
  await adminPage.getByRole("link", { name: "Create collection" }).click();
  await adminPage.getByRole("button", { name: "Create collection" }).click();
  await expect(adminPage.getByText("Enter a title.")).toBeVisible();
  await adminPage.getByLabel("Title").fill(`Presents ${tag}`);
  await adminPage.getByRole("radio", { name: "By rules" }).check();
  await adminPage.getByRole("combobox", { name: "Condition 1" }).selectOption("Vendor");
  await adminPage.getByLabel("Vendor is").fill(tag.toUpperCase());
  const preview = adminPage.getByRole("region", { name: "What matches now" });
  await expect(preview.getByText("1 product matches")).toBeVisible();
  await expect(preview).toContainText(first.title);
  expect(await findViolations(adminPage)).toEqual([]);
  await adminPage.getByRole("button", { name: "Create collection" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: `Presents ${tag}` })).toBeVisible();

  const picture = await sharp({ create: { width: 700, height: 500, channels: 3, background: "#66aa33" } })
    .png()
    .toBuffer();
  await adminPage
    .getByLabel("Picture to upload")
    .setInputFiles({ name: "presents.png", mimeType: "image/png", buffer: picture });
  await expect(adminPage.getByRole("img", { name: "Current picture" })).toBeVisible();

  const { page } = shopper;
  const path = `/collections/presents-${tag}`;
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: `Presents ${tag}` })).toBeVisible();
  await expect(page.getByRole("link", { name: first.title })).toBeVisible();
  await expect(page.getByRole("link", { name: second.title })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("img", { name: `Presents ${tag}` })).toBeVisible();
  expect(await page.locator("meta[property='og:image']").getAttribute("content")).toMatch(/\/media\/uploads\//);
  expect(await page.locator("link[rel=canonical]").getAttribute("href")).toMatch(new RegExp(`${path}$`));
  expect(await findViolations(page)).toEqual([]);
  // A product that meets the rules from now on is there without anyone touching the collection.
  await mark(second.id);
  await expect.poll(async () => (await page.request.get(path)).text()).toContain(second.title);

  // Someone else saves first: nothing of either is lost.
  const id = adminPage.url().split("/").at(-1) ?? "";
  const { version, slug, rules } = await api.query<{ version: number; slug: string; rules: unknown }>(
    "admin.collections.get",
    { collectionId: id },
  );
  const theirs = { collectionId: id, version, slug, rules, kind: "rule", title: `Gifts ${tag}` };
  await api.mutate("admin.collections.save", theirs);
  await adminPage.getByLabel("Description").fill("Good to give.");
  await adminPage.getByRole("button", { name: "Save" }).press("Enter");
  await expect(adminPage.getByText("Someone else has changed this collection.")).toBeVisible();
  await expect(adminPage.getByText(`Saved by someone else: Gifts ${tag}`)).toBeVisible();
  await adminPage.getByRole("checkbox", { name: "Show in navigation" }).check();
  await adminPage.getByRole("radio", { name: "By hand" }).check();
  for (const { title } of [first, second]) {
    await adminPage.getByLabel("Add products").fill(title);
    await adminPage.getByRole("button", { name: `Add ${title}`, exact: true }).click();
  }
  await adminPage.getByRole("button", { name: `Move ${second.title} up` }).click();
  expect(await findViolations(adminPage)).toEqual([]);
  await adminPage.getByRole("button", { name: "Save" }).press("Enter");
  await expect(adminPage.getByText("All changes saved")).toBeVisible();

  await expect.poll(async () => (await page.request.get(path)).text()).toContain("Good to give.");
  await page.goto("/");
  await page
    .getByRole("navigation", { name: "Categories" })
    .getByRole("link", { name: `Presents ${tag}` })
    .click();
  await expect(page.getByText("Good to give.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem").getByRole("link")).toContainText([
    second.title,
    first.title,
  ]);
  await expect(page.getByRole("combobox", { name: "Sort by" })).toHaveValue("featured");

  await adminPage.getByRole("button", { name: "Delete" }).click();
  await adminPage.getByRole("button", { name: "Delete collection" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Collections" })).toBeVisible();
  await expect.poll(async () => (await page.request.get(path)).status()).toBe(404);
});
