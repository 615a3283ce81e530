import type { Page } from "@playwright/test";
import sharp from "sharp";
import { ADDRESS, type Shopper, type ShopProduct } from "./shopper.ts";
import { expect, test } from "./test.ts";

interface Variant {
  readonly id: string;
  readonly priceMinor: number;
}

/** The lists of the back office, and whether each can be searched. */
const LISTS = [
  ["/admin/orders", true],
  ["/admin/products", true],
  ["/admin/inventory", true],
  ["/admin/customers", true],
  ["/admin/promotions", true],
  ["/admin/staff", false],
] as const;

test("j and k move through every list of the back office, and / leads to its search", async ({ adminPage }) => {
  for (const [path, canBeSearched] of LISTS) {
    await adminPage.goto(path);
    const rows = adminPage.locator("tbody tr");
    const opener = (row: number) => rows.nth(row).locator("a, button").first();
    // From outside the list, k leads to the first row as well. It is pressed until the page's script has loaded.
    await expect
      .poll(async () => {
        await adminPage.keyboard.press("k");
        return opener(0).evaluate((element) => element === document.activeElement);
      })
      .toBe(true);
    await adminPage.keyboard.press("j");
    // A single row keeps the focus.
    await expect(opener(Math.min(1, (await rows.count()) - 1))).toBeFocused();
    await adminPage.keyboard.press("k");
    await expect(opener(0)).toBeFocused();
    if (!canBeSearched) continue;
    await adminPage.keyboard.press("/");
    await adminPage.keyboard.type("jk/");
    await expect(adminPage.getByRole("searchbox")).toHaveValue("jk/");
  }
});

/** Opens a product from the list. */
async function opensProduct(adminPage: Page, { title }: ShopProduct): Promise<void> {
  await expect(adminPage.getByRole("heading", { level: 1, name: "Products" })).toBeVisible();
  await adminPage.getByRole("searchbox", { name: "Title, brand, tag, SKU or barcode" }).fill(title);
  await adminPage.getByRole("link", { name: title, exact: true }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** One of the dearest products on the home page, which no other journey buys, with its category and variants. */
async function findShown(shopper: Shopper, nth: number) {
  const home = await (await shopper.page.request.get("/")).text();
  const shown: { product: ShopProduct; category: string; variants: readonly Variant[] }[] = [];
  for (const product of (await shopper.findsProducts()).toReversed()) {
    if (!home.includes(`/products/${product.slug}"`)) continue;
    const { category, variants } = await shopper.api.query<{
      category: { slug: string } | null;
      variants: Variant[];
    }>("catalog.product", { slug: product.slug });
    if (category) shown.push({ product, category: category.slug, variants });
    const found = shown[nth];
    if (found) return found;
  }
  throw new Error("the home page shows too few products");
}

test("a changed price shows on open and cached pages, and has to be accepted before paying", async ({
  shopper,
  adminPage,
}) => {
  const { product, category, variants } = await findShown(shopper, 0);
  await shopper.hasInCart(product);
  await shopper.opens(`/products/${product.slug}`);
  const context = shopper.page.context();
  const cart = await context.newPage();
  await cart.goto("/cart");
  const checkout = await context.newPage();
  await checkout.goto("/checkout");
  await expect(checkout.getByRole("button", { name: "Place order" })).toBeEnabled();
  for (const [label, value] of Object.entries(ADDRESS)) await checkout.getByLabel(label, { exact: true }).fill(value);

  await adminPage.goto("/admin/products");
  await opensProduct(adminPage, product);
  for (const field of await adminPage.getByLabel(/^Price of /).all()) await field.fill("61.37");
  await adminPage.getByRole("button", { name: "Save" }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();

  expect(variants.map(({ priceMinor }) => priceMinor)).not.toContain(6_137);
  await expect(shopper.page.getByText("€61.37").first()).toBeVisible();
  await expect(cart.getByText(`${product.title} now costs €61.37`)).toBeVisible();
  for (const path of [`/products/${product.slug}`, `/c/${category}`, "/"])
    await expect.poll(async () => (await adminPage.request.get(path)).text()).toContain("€61.37");

  await expect(checkout.getByRole("alert").getByText(`${product.title} now costs €61.37`)).toBeVisible();
  await expect(checkout.getByRole("complementary", { name: "Your order" }).getByText("€61.37").first()).toBeVisible();
  await expect(checkout.getByRole("button", { name: "Place order" })).toBeDisabled();
  await checkout.getByRole("button", { name: "Accept new price" }).click();
  await expect(checkout.getByRole("button", { name: "Place order" })).toBeEnabled();
  await checkout.getByRole("button", { name: "Place order" }).click();
  await checkout.waitForURL(/\/orders\/CW-/);
  await expect(checkout.getByText("€61.37").first()).toBeVisible();
});

test("an uploaded picture shows on the product's page, and two people who edit one product lose nothing", async ({
  shopper,
  adminPage,
  browserErrors,
}) => {
  const { product } = await findShown(shopper, 1);
  await adminPage.goto("/admin/products");
  await opensProduct(adminPage, product);
  const other = await adminPage.context().newPage();
  await other.goto(adminPage.url());
  await other.getByLabel("Vendor").fill("Another maker");
  await other.getByLabel("Title", { exact: true }).fill(`${product.title} II`);

  const picture = await sharp({ create: { width: 700, height: 500, channels: 3, background: "#3366aa" } })
    .png()
    .toBuffer();
  await adminPage
    .getByLabel("Pictures to upload")
    .setInputFiles({ name: "../a <b>name.png", mimeType: "image/png", buffer: picture });
  const pictures = adminPage.getByRole("region", { name: "Pictures" });
  const last = pictures.getByRole("listitem").last();
  await expect(last.getByText("No description")).toBeVisible();
  await last.getByRole("button", { name: /^Describe/ }).click();
  await adminPage.getByRole("textbox", { name: "Description" }).last().fill("A plain blue ground");
  await adminPage.getByRole("button", { name: "Save description" }).click();
  await expect(last.getByText("A plain blue ground")).toBeVisible();
  const img = last.locator("img");
  const key = /\/media\/(uploads\/.+)-320\.webp/.exec((await img.getAttribute("src")) ?? "")?.[1];
  expect(key).toBeDefined();
  await expect
    .poll(async () => (await adminPage.request.get(`/products/${product.slug}`)).text())
    .toContain(`/media/${key}-1200.avif`);
  await shopper.opens(`/products/${product.slug}`);
  await expect(shopper.page.getByRole("img", { name: "A plain blue ground" })).toBeAttached();

  await adminPage.getByLabel("Title", { exact: true }).fill(`${product.title}, new`);
  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();
  // The console reports the refusal.
  browserErrors.allow(/admin\.products\.save|409/);
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByRole("alert").getByText("Someone else has changed this product.")).toBeVisible();
  await expect(other.getByText(`Saved by someone else: ${product.title}, new`)).toBeVisible();
  await expect(other.getByLabel("Title", { exact: true })).toHaveValue(`${product.title} II`);
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("All changes saved")).toBeVisible();
  await expect(other.getByLabel("Vendor")).toHaveValue("Another maker");

  // A stock adjustment beside the form keeps what is typed in it.
  await adminPage.getByLabel("Vendor").fill("Typed, not saved");
  await adminPage
    .getByRole("button", { name: /^Adjust stock of / })
    .first()
    .click();
  await adminPage.getByLabel(/^Units to add/).fill("3");
  await adminPage.getByLabel("Reason").fill("Three more in the back");
  await adminPage.getByRole("button", { name: "Adjust", exact: true }).click();
  await expect(adminPage.getByText(/: \d+ on hand\.$/)).toBeVisible();
  await expect(adminPage.getByRole("dialog")).toHaveCount(0);
  await expect(adminPage.getByLabel("Vendor")).toHaveValue("Typed, not saved");
});

test("a stock adjustment asks for a reason and records it as a movement", async ({ adminPage }) => {
  await adminPage.goto("/admin/inventory");
  await expect(adminPage.getByRole("heading", { level: 1, name: "Inventory" })).toBeVisible();
  const row = adminPage.getByRole("row").nth(1);
  await row.getByRole("button").click();
  await adminPage.keyboard.press("Escape");
  await expect(row.getByRole("button")).toBeFocused();
  await row.getByRole("button").click();
  await adminPage.getByRole("button", { name: "Adjust stock" }).click();
  await adminPage.getByLabel(/^Units to add/).fill("7");
  await adminPage.getByLabel("Reason").fill("Seven more behind the shelf");
  await adminPage.getByRole("button", { name: "Adjust", exact: true }).click();
  await expect(
    adminPage.getByRole("list", { name: "Movements" }).getByText("Seven more behind the shelf"),
  ).toBeVisible();
});

/** Makes a link in a list of the description, by keyboard alone, and looks at it as HTML. */
async function formatsDescription(adminPage: Page): Promise<void> {
  const area = adminPage.getByRole("textbox", { name: "Description", exact: true });
  const tool = (name: string) => adminPage.getByRole("button", { name, exact: true });
  const saved = adminPage.getByText("All changes saved");
  await area.locator("strong").dblclick();
  await adminPage.keyboard.press("Shift+Tab");
  await expect(tool("Paragraph")).toBeFocused();
  for (let step = 0; step < 5; step += 1) await adminPage.keyboard.press("ArrowRight");
  await expect(tool("Link")).toBeFocused();
  await adminPage.keyboard.press("Enter");
  await adminPage.keyboard.type("javascript:alert(1)");
  await adminPage.keyboard.press("Enter");
  await expect(adminPage.getByText("Enter an address like https://example.com")).toBeVisible();
  await adminPage.getByLabel("Link address").fill("/c/lighting");
  await expect(saved).toBeVisible();
  await adminPage.keyboard.press("Enter");
  await expect(area).toBeFocused();
  await expect(adminPage.getByText("Unsaved changes")).toBeVisible();
  await adminPage.keyboard.press("Control+Z");
  await expect(saved).toBeVisible();
  await adminPage.keyboard.press("Control+Y");
  await tool("Bulleted list").click();
  await expect(tool("Bulleted list")).toHaveAttribute("aria-pressed", "true");

  // What the editor cannot show stays, and is edited as HTML.
  await tool("Edit HTML").click();
  const html = await area.inputValue();
  expect(html).toContain('<h2>Care</h2><ul><li>Wipe it <a href="/c/lighting"');
  await area.fill(`${html}<table><tbody><tr><td>Oak</td></tr></tbody></table>`);
  await tool("Edit text").click();
  await expect(adminPage.getByText("The text editor can't show everything")).toBeVisible();
  await area.fill(html);
  await tool("Edit text").click();
  await expect(area.locator("li strong")).toHaveText("dry");
}

test("staff create a product as a draft, publish it, and a shopper finds it", async ({ adminPage, shopper }) => {
  const title = `Folding stool ${Date.now()}`;
  await adminPage.goto("/admin/products");
  await adminPage.getByRole("link", { name: "Add product" }).click();
  await adminPage.getByRole("button", { name: "Publish" }).click();
  await expect(adminPage.getByText("Enter a title.")).toBeVisible();
  await expect(adminPage.getByText("Enter a price, like 19.90.")).toBeVisible();
  await adminPage.getByLabel("Title", { exact: true }).fill(title);
  const description = adminPage.getByRole("textbox", { name: "Description", exact: true });
  await description.click();
  await adminPage.keyboard.press("Control+Alt+2");
  await adminPage.keyboard.type("Care");
  await adminPage.keyboard.press("Enter");
  await adminPage.keyboard.type("Wipe it ");
  await adminPage.keyboard.press("Control+B");
  await adminPage.keyboard.type("dry");
  await expect(adminPage.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
  await adminPage.getByRole("textbox", { name: "Price (EUR)" }).fill("64.00");
  await adminPage.getByLabel("Units in stock").fill("3");
  await adminPage.getByRole("button", { name: "Save as draft" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await formatsDescription(adminPage);
  await adminPage.getByLabel("Status").first().selectOption("active");
  await adminPage.getByRole("button", { name: "Save", exact: true }).click();
  await expect(adminPage.getByText("Saved. The change is live.")).toBeVisible();
  await shopper.page.goto(`/search?q=${encodeURIComponent(title)}`);
  await shopper.page.getByRole("link", { name: title }).first().click();
  await expect(shopper.page.getByText("€64.00").first()).toBeVisible();
  await expect(shopper.page.getByRole("heading", { name: "Care" })).toBeVisible();
  await expect(shopper.page.locator(".prose li a[href='/c/lighting'] strong")).toHaveText("dry");
});

test("an address of the back office that does not exist shows the back office's own page", async ({
  adminPage,
  browserErrors,
}) => {
  browserErrors.allow(/404/);
  await adminPage.goto("/admin/nothing-of-this-name");
  await expect(adminPage.getByRole("navigation", { name: "Back office" })).toBeVisible();
  await expect(adminPage.getByText("admin@example.com")).toBeVisible();
  await expect(adminPage.getByRole("button", { name: "Log out" })).toBeVisible();
});
