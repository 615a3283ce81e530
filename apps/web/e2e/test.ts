import { test as base, expect } from "@playwright/test";
import { type Complaints, listenForComplaints } from "./browser-guard.ts";
import { Shopper } from "./shopper.ts";

interface Fixtures {
  /** What the browser complained about; anything unexpected fails the test. */
  complaints: Complaints;
  /** Somebody with a browser of his own and nothing in his cart. */
  shopper: Shopper;
  /** The payment provider's own record of charges for an order. */
  chargesOf: (orderNumber: string) => Promise<readonly Charge[]>;
}

export interface Charge {
  readonly status: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context }, use) => {
      const complaints = await listenForComplaints(context);
      await use(complaints);
      expect(complaints.all(), "the browser had nothing to complain about").toEqual([]);
    },
    { auto: true },
  ],
  shopper: async ({ page }, use) => use(new Shopper(page)),
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
