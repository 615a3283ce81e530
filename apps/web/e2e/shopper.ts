import { expect, type Locator, type Page } from "@playwright/test";

/** What a catalogue list says of a product, as far as the journeys need it. */
export interface ShopProduct {
  readonly id: string;
  readonly slug: string;
  readonly priceMinor: number;
  readonly title: string;
}

export const ADDRESS = {
  "Email address": "kim@example.com",
  "Full name": "Kim Example",
  "Street and house number": "Lindenstr. 4",
  "Postal code": "10115",
  "Town or city": "Berlin",
} as const;

/** Somebody who shops, and what he does, in his words. Looks for things by the names that they have on screen. */
export class Shopper {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Products in stock, cheapest first. */
  async findsProducts(): Promise<readonly ShopProduct[]> {
    const input = encodeURIComponent(JSON.stringify({ inStock: true, sort: "price_asc", limit: 100 }));
    const response = await this.page.request.get(`/api/trpc/catalog.list?input=${input}`);
    expect(response.ok()).toBe(true);
    const body = (await response.json()) as { result: { data: { items: ShopProduct[] } } }; // docs/api.md
    return body.result.data.items;
  }

  /** The way to an order as its mail has it; the mailbox stands open on the embedded default. */
  async findsOrderLink(number: string): Promise<string> {
    const call = async (procedure: string, input: unknown): Promise<unknown> => {
      const query = encodeURIComponent(JSON.stringify(input));
      const response = await this.page.request.get(`/api/trpc/${procedure}?input=${query}`);
      const { result } = (await response.json()) as { result: { data: unknown } }; // docs/api.md
      return result.data;
    };
    let link = "";
    await expect(async () => {
      const { items } = (await call("shop.mails", { limit: 100 })) as { items: { id: string; subject: string }[] }; // contracts/shop
      const mail = items.find(({ subject }) => subject.includes(number));
      expect(mail, `a mail about ${number}`).toBeDefined();
      const { text } = (await call("shop.mail", { id: mail?.id })) as { text: string }; // contracts/shop
      link = new RegExp(`https?://\\S+/orders/${number}\\?key=\\S+`).exec(text)?.[0] ?? "";
      expect(link).not.toBe("");
    }).toPass({ timeout: 30_000 });
    const { pathname, search } = new URL(link);
    return pathname + search;
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(path);
  }

  async putsInCart(product: Pick<ShopProduct, "slug" | "title">, quantity = 1): Promise<void> {
    const { page } = this;
    await page.goto(`/products/${product.slug}`);
    if (quantity > 1) {
      const field = page.getByRole("textbox", { name: `Quantity of ${product.title}` });
      await field.fill(String(quantity));
      await field.press("Enter");
    }
    await page.getByRole("button", { name: "Add to cart" }).click();
    await expect(page.getByText(`${product.title} was added to your cart.`)).toBeVisible();
  }

  async putsSomethingInCart(): Promise<ShopProduct> {
    const [product] = await this.findsProducts();
    if (!product) throw new Error("the shop has nothing in stock");
    await this.putsInCart(product);
    return product;
  }

  async goesToCheckout(): Promise<void> {
    await this.page.goto("/cart");
    await this.page.getByRole("link", { name: "Checkout" }).click();
    await expect(this.page.getByRole("heading", { name: "Checkout" })).toBeVisible();
    await expect(this.page.getByRole("button", { name: "Place order" })).toBeEnabled();
  }

  async fillsInTheForm(): Promise<void> {
    for (const [label, value] of Object.entries(ADDRESS))
      await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  /** One of the play cards, by its token. */
  async choosesCard(token: string): Promise<void> {
    await this.page.getByText("More test cards").click();
    await this.page.locator(`input[name="paymentToken"][value="${token}"]`).check();
  }

  get placeOrder(): Locator {
    return this.page.getByRole("button", { name: "Place order" });
  }

  /** Presses the button and waits for the order's page; answers the order's number. */
  async placesOrder(): Promise<string> {
    await this.placeOrder.click();
    return this.isOnOrderPage();
  }

  async isOnOrderPage(): Promise<string> {
    await this.page.waitForURL(/\/orders\/CW-/);
    return this.page.url().split("/").at(-1) ?? "";
  }

  /** Everything up to the order's page, with the usual card or another. */
  async buysSomething(token?: string): Promise<{ number: string; product: ShopProduct }> {
    const product = await this.putsSomethingInCart();
    await this.goesToCheckout();
    await this.fillsInTheForm();
    if (token !== undefined) await this.choosesCard(token);
    return { number: await this.placesOrder(), product };
  }

  async seesHeading(name: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  /** What the timeline says, oldest first. */
  async readsTimeline(): Promise<string[]> {
    return this.page
      .getByRole("region", { name: "Order updates" })
      .getByRole("listitem")
      .locator("p")
      .allTextContents();
  }

  get cartCount(): Locator {
    return this.page.getByRole("banner").getByRole("link", { name: /^Cart( \d+ items?)?$/ });
  }
}
