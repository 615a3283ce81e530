import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("a new address of a product: a preview of the search result, and a permanent redirect from the old one", async ({
  shopper,
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  // An address of another product is refused.
  browserErrors.allow(/status of 400/);
  const [{ id, title, slug }, other] = [await ownProduct(), await ownProduct()];
  const { page } = shopper;
  await page.goto(`/products/${slug}`);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await adminPage.goto(`/admin/products/${id}`);
  const listing = adminPage.getByRole("region", { name: "Search engine listing" });
  await expect(listing.locator("figure")).toContainText(`${title} – Cartwright`);
  await listing.getByLabel("Search title").fill("Trays made by hand");
  await listing.getByLabel("Search description").fill("Walnut, oiled, for breakfast in bed.");
  await expect(listing.locator("figure")).toContainText("Trays made by hand – Cartwright");
  const address = listing.getByLabel("Address");
  const save = adminPage.getByRole("button", { name: "Save", exact: true });
  await address.fill("Not an address");
  await save.press("Enter");
  await expect(listing.getByText("Enter lower-case letters, numbers and hyphens")).toBeVisible();
  await address.fill(other.slug);
  await save.press("Enter");
  await expect(listing.getByText("Another product has this address.")).toBeVisible();
  const moved = `${slug}-moved`;
  await address.fill(moved);
  await expect(listing.getByText(`/products/${slug} will redirect to the new address.`)).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);
  await save.press("Enter");
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await expect(listing.getByRole("listitem")).toHaveText([`/products/${slug}`]);

  const redirect = async () => {
    const response = await page.request.get(`/products/${slug}`, { maxRedirects: 0 });
    return [response.status(), response.headers()["location"]];
  };
  await expect.poll(redirect).toEqual([308, `/products/${moved}`]);
  // Kept like any public page, it is the same.
  expect(await redirect()).toEqual([308, `/products/${moved}`]);
  await page.goto(`/products/${slug}`);
  await expect(page).toHaveURL(new RegExp(`/products/${moved}$`));
  await expect(page).toHaveTitle("Trays made by hand – Cartwright");
  expect(await page.locator("link[rel=canonical]").getAttribute("href")).toMatch(new RegExp(`/products/${moved}$`));
  expect(await page.locator("meta[name=description]").getAttribute("content")).toBe(
    "Walnut, oiled, for breakfast in bed.",
  );

  // Back at its own old address, the new one leads to it.
  await address.fill(slug);
  await save.press("Enter");
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  await expect.poll(async () => (await page.request.get(`/products/${slug}`, { maxRedirects: 0 })).status()).toBe(200);
  await expect.poll(async () => (await page.request.get(`/products/${moved}`, { maxRedirects: 0 })).status()).toBe(308);
});
