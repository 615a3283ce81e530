import { test as base, expect, type Page } from "@playwright/test";
import { type DemoRole, storedLogInOf } from "./accounts.ts";
import { type BrowserErrors, createBrowserErrors } from "./browser-errors.ts";
import { createProduct } from "./create-product.ts";
import { Shopper, type ShopProduct } from "./shopper.ts";

interface Fixtures {
  /** The demo account that the browser is logged in to from the start, if any. */
  loggedInAs: DemoRole | null;
  /** What the browsers reported. Anything that is not allowed fails the test. */
  browserErrors: BrowserErrors;
  /** A shopper with a browser of their own and an empty cart. */
  shopper: Shopper;
  /** A page in another browser, in which the demo admin is logged in. */
  adminPage: Page;
  /** Makes a product of this journey's own, on sale. A journey that changes a product must not change one that others buy. */
  ownProduct: (units?: number) => Promise<ShopProduct>;
  /** The payment provider's own record of charges for an order. */
  chargesOf: (orderNumber: string) => Promise<readonly Charge[]>;
}

export interface Charge {
  readonly status: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

export const test = base.extend<Fixtures>({
  loggedInAs: [null, { option: true }],
  storageState: async ({ loggedInAs }, use) => use(loggedInAs === null ? undefined : storedLogInOf(loggedInAs)),
  browserErrors: [
    async ({ context }, use) => {
      const browserErrors = createBrowserErrors();
      await browserErrors.watch(context);
      await use(browserErrors);
      expect(browserErrors.all(), "the browser reported errors").toEqual([]);
    },
    { auto: true },
  ],
  shopper: async ({ page }, use) => use(new Shopper(page)),
  adminPage: async ({ browser, browserErrors }, use) => {
    const context = await browser.newContext({ storageState: storedLogInOf("admin") });
    await browserErrors.watch(context);
    await use(await context.newPage());
    await context.close();
  },
  ownProduct: async ({ adminPage }, use) => use((units = 40) => createProduct(adminPage.request, units)),
  chargesOf: async ({ request }, use) => {
    const provider = process.env["CARTWRIGHT_E2E_PROVIDER"] ?? "http://127.0.0.1:4242";
    await use(async (orderNumber) => {
      const response = await request.get(`${provider}/charges?orderNumber=${orderNumber}`);
      const body = (await response.json()) as { charges: Charge[] }; // contracts/sandbox-provider
      return body.charges;
    });
  },
});

export { expect };
