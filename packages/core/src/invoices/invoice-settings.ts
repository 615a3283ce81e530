import type { InvoiceSettings } from "@cartwright/contracts/invoices";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { lockInvoiceSettings, selectInvoiceSettings, updateInvoiceSettings } from "./settings.sql.ts";

/** Whether documents can be issued: they name the seller. */
export const hasSeller = ({ sellerName, sellerAddress }: InvoiceSettings): boolean =>
  sellerName !== "" && sellerAddress !== "";

export async function readInvoiceSettings(db: Db | Tx): Promise<InvoiceSettings> {
  return selectInvoiceSettings(db);
}

/**
 * Saves the settings for the documents issued from now on, over the version that was read. Returns those before, or null when
 * someone else has saved in between. The caller has checked them and audits the change.
 */
export async function saveInvoiceSettings(tx: Tx, settings: InvoiceSettings): Promise<InvoiceSettings | null> {
  const { settings: before } = await lockInvoiceSettings(tx);
  return (await updateInvoiceSettings(tx, settings)) ? before : null;
}
