import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import { ShopApi } from "./shop-api.ts";

/** The part of a catalogue entry that the journeys need. */
export interface ShopProduct {
  readonly id: string;
  readonly slug: string;
  readonly priceMinor: number;
  readonly title: string;
}

interface ListedMail {
  readonly id: string;
  readonly subject: string;
  readonly recipient: string;
}

export const ADDRESS = {
  "Email address": "kim@example.com",
  "Full name": "Kim Example",
  "Street and house number": "Lindenstr. 4",
  Postcode: "10115",
  "Town or city": "Berlin",
} as const;

/**
 * A person who shops. Methods in the present tense use the page, and find things by the names that they have on screen; those
 * that begin with `has` call the API, for what a journey needs but is not about.
 */
export class Shopper {
  readonly page: Page;
  readonly api: ShopApi;

  constructor(page: Page) {
    this.page = page;
    this.api = new ShopApi(page.request);
  }

  /** Products in stock, cheapest first. */
  async findsProducts(): Promise<readonly ShopProduct[]> {
    const input = { inStock: true, sort: "price_asc", limit: 100 };
    return (await this.api.query<{ items: ShopProduct[] }>("catalog.list", input)).items;
  }

  /** The link to an order in its mail. */
  async findsOrderLink(number: string): Promise<string> {
    const link = new RegExp(`https?://\\S+/orders/${number}/open#key=\\S+`);
    return this.#findsMailedLink(({ subject }) => subject.includes(number), link);
  }

  /** The payment link in the mail about an order that staff put together. */
  async findsPaymentLink(email: string): Promise<string> {
    return this.#findsMailedLink(({ recipient }) => recipient === email, /https?:\/\/\S+\/pay#key=\S+/);
  }

  /** The link in the newest such mail. The demo shop shows its mails to everyone. */
  async #findsMailedLink(isIt: (mail: ListedMail) => boolean, pattern: RegExp): Promise<string> {
    let link = "";
    await expect(async () => {
      const { items } = await this.api.query<{ items: ListedMail[] }>("shop.mails", { limit: 100 });
      const mail = items.find(isIt);
      expect(mail, "the mail with the link").toBeDefined();
      const { text } = await this.api.query<{ text: string }>("shop.mail", { id: mail?.id });
      link = pattern.exec(text)?.[0] ?? "";
      expect(link).not.toBe("");
    }).toPass();
    const { pathname, hash } = new URL(link);
    return pathname + hash;
  }

  /** The text of the newest mail with this subject that names an order. */
  async readsMail(subject: string, number: string): Promise<string> {
    let text = "";
    await expect(async () => {
      const { items } = await this.api.query<{ items: ListedMail[] }>("shop.mails", { limit: 100 });
      const mails = await Promise.all(
        items
          .filter((mail) => mail.subject === subject)
          .map(({ id }) => this.api.query<{ text: string }>("shop.mail", { id })),
      );
      text = mails.find((mail) => mail.text.includes(number))?.text ?? "";
      expect(text).not.toBe("");
    }).toPass();
    return text;
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

  /** The cheapest product in stock. */
  async findsProduct(): Promise<ShopProduct> {
    const [product] = await this.findsProducts();
    if (!product) throw new Error("the shop has nothing in stock");
    return product;
  }

  async hasInCart(product: Pick<ShopProduct, "slug" | "title">, quantity = 1): Promise<void> {
    const { variants } = await this.api.query<{ variants: { id: string; available: number }[] }>("catalog.product", {
      slug: product.slug,
    });
    const variant = variants.find(({ available }) => available >= quantity);
    if (!variant) throw new Error(`there are not ${quantity} of ${product.title}`);
    await this.api.mutate("cart.setLine", { variantId: variant.id, quantity });
  }

  async hasSomethingInCart(): Promise<ShopProduct> {
    const product = await this.findsProduct();
    await this.hasInCart(product);
    return product;
  }

  /** An order of one product, just placed. */
  async hasOrdered(
    token = "tok_approve",
    quantity = 1,
    name: string = ADDRESS["Full name"],
  ): Promise<{ number: string; product: ShopProduct }> {
    const product = await this.hasSomethingInCart();
    if (quantity > 1) await this.hasInCart(product, quantity);
    return { number: await this.hasCheckedOut(token, name), product };
  }

  /** Orders what is in the cart. Returns the order's number. */
  async hasCheckedOut(token = "tok_approve", name: string = ADDRESS["Full name"]): Promise<string> {
    const shippingAddress = {
      name,
      line1: ADDRESS["Street and house number"],
      postalCode: ADDRESS["Postcode"],
      city: ADDRESS["Town or city"],
      country: "DE",
    };
    const quote = await this.api.mutate<{ totalMinor: number; shippingMethodId: string }>("checkout.quote", {
      shippingAddress,
    });
    const { number } = await this.api.mutate<{ number: string }>("checkout.place", {
      idempotencyKey: randomUUID(),
      email: ADDRESS["Email address"],
      shippingAddress,
      shippingMethodId: quote.shippingMethodId,
      payment: { provider: "sandbox", token },
      expectedTotalMinor: quote.totalMinor,
    });
    return number;
  }

  /** Opens the checkout, and waits until it can be used. */
  async opensCheckout(): Promise<void> {
    await this.page.goto("/checkout");
    await expect(this.page.getByRole("heading", { name: "Checkout" })).toBeVisible();
    await expect(this.page.getByRole("button", { name: "Place order" })).toBeEnabled();
  }

  async fillsInTheForm(): Promise<void> {
    for (const [label, value] of Object.entries(ADDRESS))
      await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  async seesTheFormFilledIn(): Promise<void> {
    for (const [label, value] of Object.entries(ADDRESS))
      await expect(this.page.getByLabel(label, { exact: true })).toHaveValue(value);
  }

  /** Chooses a test card by its token. */
  async choosesCard(token: string): Promise<void> {
    await this.page.getByText("More test cards").click();
    await this.page.locator(`input[name="paymentToken"][value="${token}"]`).check();
  }

  get placeOrder(): Locator {
    return this.page.getByRole("button", { name: "Place order" });
  }

  /** Places the order and waits for its page. Returns the order's number. */
  async placesOrder(): Promise<string> {
    await this.placeOrder.click();
    return this.isOnOrderPage();
  }

  async isOnOrderPage(): Promise<string> {
    await this.page.waitForURL(/\/orders\/CW-/);
    return this.page.url().split("/").at(-1) ?? "";
  }

  /** Checks out one product with the usual card or another, up to the order's page. */
  async buysSomething(token?: string): Promise<{ number: string; product: ShopProduct }> {
    const product = await this.hasSomethingInCart();
    await this.opensCheckout();
    await this.fillsInTheForm();
    if (token !== undefined) await this.choosesCard(token);
    return { number: await this.placesOrder(), product };
  }

  async seesHeading(name: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  /** The entries of the timeline, oldest first. */
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
