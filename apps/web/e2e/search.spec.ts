import { expect, test } from "./test.ts";

test("a search finds products, and keeps its filters in the URL across a reload", async ({ shopper }) => {
  const { page } = shopper;
  const [product] = await shopper.findsProducts();
  if (!product) throw new Error("the shop has nothing in stock");
  const word = product.title.split(" ").toSorted((a, b) => b.length - a.length)[0] ?? "";

  await shopper.opens("/");
  await page.getByRole("link", { name: "Search" }).first().click();
  await page.getByRole("combobox", { name: "Search" }).fill(word);
  await page.getByRole("button", { name: "Search" }).click();
  await shopper.seesHeading(`“${word}”`);
  await expect(page.getByRole("link", { name: product.title, exact: true })).toBeVisible();

  await page.getByRole("checkbox", { name: /In stock only/ }).check();
  await expect(page).toHaveURL(/stock=1/);
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("price_asc");
  await expect(page).toHaveURL(/sort=price_asc/);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: /In stock only/ })).toBeChecked();
  await expect(page.getByRole("combobox", { name: "Sort by" })).toHaveValue("price_asc");
  await expect(page.getByRole("link", { name: product.title, exact: true })).toBeVisible();
});

test("a search without results says so and can be cleared", async ({ shopper }) => {
  await shopper.opens("/search?q=qqxxzzvvk");
  await expect(shopper.page.getByRole("heading", { name: /No results for/ })).toBeVisible();
  await shopper.page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(shopper.page.getByRole("article").first()).toBeVisible();
});

test("a category page keeps its filters in the URL, although it is cached for everyone", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opens("/");
  await page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: "Kitchen" }).click();
  await page.waitForURL(/\/c\//);
  await page.getByRole("checkbox", { name: /In stock only/ }).check();
  await expect(page).toHaveURL(/stock=1/);
  await page.reload();
  await expect(page.getByRole("checkbox", { name: /In stock only/ })).toBeChecked();
});
