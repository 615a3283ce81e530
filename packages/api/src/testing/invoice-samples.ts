import { readInvoiceSettings } from "@cartwright/core/invoices/invoice-settings";
import type { Sample } from "./order-desk-samples.ts";

/** The settings of invoices. */
export const INVOICE_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.settings.setInvoices": {
    input: async (db) => ({ ...(await readInvoiceSettings(db)), sellerName: "A shop", sellerAddress: "A street 1" }),
    refused: () => ({ version: 2_000_000 }),
  },
};
