import type { Browser, Page } from "@playwright/test";
import sharp from "sharp";
import { findsOfAxe } from "./axe.ts";
import { type Complaints, listenForComplaints } from "./browser-guard.ts";
import { type Shopper, type ShopProduct } from "./shopper.ts";
import { expect, test } from "./test.ts";

interface Variant {
  readonly id: string;
  readonly priceMinor: number;
}

/** Each scheme and each width once: a whole look at every page takes long. */
const LOOKS = [
  ["light", 390],
  ["dark", 1440],
] as const;

/** What the office's browsers complained about, beside the shopper's. */
const offices: Complaints[] = [];
test.afterEach(() => {
  expect(offices.splice(0).flatMap((complaints) => complaints.all())).toEqual([]);
});

/** The admin's own browser, logged in and at a page of the back office. */
async function openOffice(browser: Browser, path: string): Promise<Page> {
  const accounts = JSON.parse(process.env["CARTWRIGHT_E2E_ACCOUNTS"] ?? "[]") as { email: string; password: string }[]; // set by the global set-up
  const account = accounts.find(({ email }) => email === "admin@example.com");
  if (!account) throw new Error("the stack has no admin");
  const context = await browser.newContext();
  offices.push(await listenForComplaints(context));
  const desk = await context.newPage();
  await desk.goto(path);
  await desk.getByLabel("Email address").fill(account.email);
  await desk.getByLabel("Password").fill(account.password);
  await desk.getByRole("button", { name: "Log in" }).click();
  // Where log-in leads to, it goes by itself; whoever went elsewhere before that would be held up.
  await desk.waitForURL((url) => url.pathname === path);
  return desk;
}

/** The lists of the back office: where they are, and whether they can be searched. */
const LISTS = [
  ["/admin/orders", true],
  ["/admin/products", true],
  ["/admin/inventory", true],
  ["/admin/customers", true],
  ["/admin/staff", false],
] as const;

test("every list of the back office is walked through with j and k, and searched with /", async ({ browser }) => {
  const desk = await openOffice(browser, "/admin");
  await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
  for (const [path, canBeSearched] of LISTS) {
    await desk.goto(path);
    const rows = desk.locator("tbody tr");
    const opener = (row: number) => rows.nth(row).locator("a, button").first();
    // From nowhere, k leads to the first row too; again and again, until the page's script is there.
    await expect(async () => {
      await desk.keyboard.press("k");
      await expect(opener(0)).toBeFocused({ timeout: 500 });
    }).toPass();
    await desk.keyboard.press("j");
    // Where there is one row only, it keeps the focus.
    await expect(opener(Math.min(1, (await rows.count()) - 1))).toBeFocused();
    await desk.keyboard.press("k");
    await expect(opener(0)).toBeFocused();
    if (!canBeSearched) continue;
    await desk.keyboard.press("/");
    await desk.keyboard.type("jk/");
    await expect(desk.getByRole("searchbox")).toHaveValue("jk/");
  }
  await desk.context().close();
});

/** Finds a product on the list and opens it. */
async function opensProduct(desk: Page, { title }: ShopProduct): Promise<void> {
  await expect(desk.getByRole("heading", { level: 1, name: "Products" })).toBeVisible();
  await desk.getByRole("searchbox", { name: "Title or SKU" }).fill(title);
  await desk.getByRole("link", { name: title, exact: true }).click();
  await expect(desk.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** Of what the home page shows something dear, which no other journey buys, with its category and its one price. */
async function findShown(shopper: Shopper, nth: number) {
  const home = await (await shopper.page.request.get("/")).text();
  const shown: { product: ShopProduct; category: string; variants: readonly Variant[] }[] = [];
  for (const product of (await shopper.findsProducts()).toReversed()) {
    if (!home.includes(`/products/${product.slug}"`)) continue;
    const input = encodeURIComponent(JSON.stringify({ slug: product.slug }));
    const response = await shopper.page.request.get(`/api/trpc/catalog.product?input=${input}`);
    const { result } = (await response.json()) as {
      result: { data: { category: { slug: string } | null; variants: Variant[] } };
    }; // docs/api.md
    const { category, variants } = result.data;
    if (category) shown.push({ product, category: category.slug, variants });
    const found = shown[nth];
    if (found) return found;
  }
  throw new Error("the home page shows too little");
}

test("a price that staff change is on open pages at once, on the next visitor's, and asked about before paying", async ({
  shopper,
  browser,
}) => {
  const { product, category, variants } = await findShown(shopper, 0);
  await shopper.putsInCart(product);
  const context = shopper.page.context();
  const cart = await context.newPage();
  await cart.goto("/cart");
  const checkout = await context.newPage();
  await checkout.goto("/checkout");
  await expect(checkout.getByRole("button", { name: "Place order" })).toBeEnabled();
  for (const [label, value] of Object.entries({
    "Email address": "kim@example.com",
    "Full name": "Kim Example",
    "Street and house number": "Lindenstr. 4",
    "Postal code": "10115",
    "Town or city": "Berlin",
  }))
    await checkout.getByLabel(label, { exact: true }).fill(value);

  const desk = await openOffice(browser, "/admin/products");
  await opensProduct(desk, product);
  for (const field of await desk.getByLabel(/^Price of /).all()) await field.fill("61.37");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("All changes saved")).toBeVisible();

  expect(variants.map(({ priceMinor }) => priceMinor)).not.toContain(6_137);
  await expect(shopper.page.getByText("€61.37").first()).toBeVisible();
  await expect(cart.getByText(`${product.title} now costs €61.37`)).toBeVisible();
  for (const path of [`/products/${product.slug}`, `/c/${category}`, "/"])
    await expect.poll(async () => (await desk.request.get(path)).text(), { timeout: 5_000 }).toContain("€61.37");

  await expect(checkout.getByRole("alert").getByText(`${product.title} now costs €61.37`)).toBeVisible();
  await expect(checkout.getByRole("complementary", { name: "Your order" }).getByText("€61.37").first()).toBeVisible();
  await expect(checkout.getByRole("button", { name: "Place order" })).toBeDisabled();
  await checkout.getByRole("button", { name: "Accept new price" }).click();
  await expect(checkout.getByRole("button", { name: "Place order" })).toBeEnabled();
  await checkout.getByRole("button", { name: "Place order" }).click();
  await checkout.waitForURL(/\/orders\/CW-/);
  await expect(checkout.getByText("€61.37").first()).toBeVisible();
  await desk.context().close();
});

test("an uploaded picture is on the product's page; two who edit the same product lose nothing", async ({
  shopper,
  browser,
}) => {
  const { product } = await findShown(shopper, 1);
  const desk = await openOffice(browser, "/admin/products");
  await opensProduct(desk, product);
  const other = await desk.context().newPage();
  await other.goto(desk.url());
  await other.getByLabel("Vendor").fill("Another maker");
  await other.getByLabel("Title").fill(`${product.title} II`);

  const picture = await sharp({ create: { width: 700, height: 500, channels: 3, background: "#3366aa" } })
    .png()
    .toBuffer();
  await desk
    .getByLabel("Pictures to upload")
    .setInputFiles({ name: "../a <b>name.png", mimeType: "image/png", buffer: picture });
  const pictures = desk.getByRole("region", { name: "Pictures" });
  const last = pictures.getByRole("listitem").last();
  await expect(last.getByText("No description")).toBeVisible();
  await last.getByRole("button", { name: /^Describe/ }).click();
  await desk.getByRole("textbox", { name: "Description" }).last().fill("A plain blue ground");
  await desk.getByRole("button", { name: "Save description" }).click();
  await expect(last.getByText("A plain blue ground")).toBeVisible();
  const img = last.locator("img");
  const key = /\/media\/(uploads\/.+)-320\.webp/.exec((await img.getAttribute("src")) ?? "")?.[1];
  expect(key).toBeDefined();
  await expect
    .poll(async () => (await desk.request.get(`/products/${product.slug}`)).text(), { timeout: 5_000 })
    .toContain(`/media/${key}-1200.avif`);
  await shopper.opens(`/products/${product.slug}`);
  await expect(shopper.page.getByRole("img", { name: "A plain blue ground" })).toBeAttached();

  await desk.getByLabel("Title").fill(`${product.title}, new`);
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByText("All changes saved")).toBeVisible();
  // The browser tells each refusal.
  offices.at(-1)?.expect(/admin\.products\.save|409/);
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByRole("alert").getByText("Someone else has changed this product.")).toBeVisible();
  await expect(other.getByText(`Saved by someone else: ${product.title}, new`)).toBeVisible();
  await expect(other.getByLabel("Title")).toHaveValue(`${product.title} II`);
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("All changes saved")).toBeVisible();
  await expect(other.getByLabel("Vendor")).toHaveValue("Another maker");

  // A correction of the stock beside the form leaves what is typed in it alone.
  await desk.getByLabel("Vendor").fill("Typed, not saved");
  await desk
    .getByRole("button", { name: /^Adjust stock of / })
    .first()
    .click();
  await desk.getByLabel(/^Units to add/).fill("3");
  await desk.getByLabel("Reason").fill("Three more in the back");
  await desk.getByRole("button", { name: "Adjust", exact: true }).click();
  await expect(desk.getByText(/: \d+ on hand\.$/)).toBeVisible();
  await expect(desk.getByRole("dialog")).toHaveCount(0);
  await expect(desk.getByLabel("Vendor")).toHaveValue("Typed, not saved");
  await desk.context().close();
});

test("stock is corrected with a reason, which stands in the record; axe finds nothing on the desk", async ({
  browser,
}) => {
  test.slow();
  const desk = await openOffice(browser, "/admin/inventory");
  await desk.emulateMedia({ reducedMotion: "reduce" });
  await expect(desk.getByRole("heading", { level: 1, name: "Inventory" })).toBeVisible();
  const row = desk.getByRole("row").nth(1);
  await row.getByRole("button").click();
  await desk.keyboard.press("Escape");
  await expect(row.getByRole("button")).toBeFocused();
  await row.getByRole("button").click();
  await desk.getByRole("button", { name: "Adjust stock" }).click();
  await desk.getByLabel(/^Units to add/).fill("7");
  await desk.getByLabel("Reason").fill("Seven more behind the shelf");
  await desk.getByRole("button", { name: "Adjust", exact: true }).click();
  await expect(desk.getByRole("list", { name: "Movements" }).getByText("Seven more behind the shelf")).toBeVisible();

  const places: Readonly<Record<string, () => Promise<void>>> = {
    sheet: async () => undefined,
    inventory: async () => void (await desk.goto("/admin/inventory?stock=low")),
    products: async () => void (await desk.goto("/admin/products")),
    product: async () => {
      await desk.locator("tbody a").first().click();
      await expect(desk.getByRole("button", { name: "Save", exact: true })).toBeVisible();
    },
  };
  for (const [place, open] of Object.entries(places)) {
    await open();
    for (const [colorScheme, width] of LOOKS) {
      await desk.emulateMedia({ colorScheme });
      await desk.setViewportSize({ width, height: 900 });
      await desk.waitForLoadState("networkidle");
      expect(await findsOfAxe(desk), `${place} ${colorScheme} ${width}`).toEqual([]);
    }
  }
  await desk.context().close();
});
