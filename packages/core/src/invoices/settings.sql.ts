import type { InvoiceSettings } from "@cartwright/contracts/invoices";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

const COLUMNS = sql`seller_name as "sellerName", seller_address as "sellerAddress", vat_number as "vatNumber", footer,
  invoice_prefix as "invoicePrefix", credit_prefix as "creditPrefix", yearly, attached, version`;

const first = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (!row) throw new Error("the settings of invoices have no row");
  return row;
};

export async function selectInvoiceSettings(db: Db | Tx): Promise<InvoiceSettings> {
  const { rows } = await sql<InvoiceSettings>`select ${COLUMNS} from invoices.settings where id = 1`.execute(db);
  return first(rows);
}

/**
 * Locks the settings until the transaction ends. Whoever allots numbers holds this lock, so numbers follow the order of the dates
 * in which they are issued, and no number is taken by a transaction that is rolled back. `now` is the time after the wait.
 */
export async function lockInvoiceSettings(tx: Tx): Promise<{ readonly settings: InvoiceSettings; readonly now: Date }> {
  const { rows } = await sql<InvoiceSettings & { readonly now: Date }>`
    with locked as materialized (select * from invoices.settings where id = 1 for update)
    select ${COLUMNS}, clock_timestamp() as now from locked`.execute(tx);
  const { now, ...settings } = first(rows);
  return { settings, now };
}

/** Saves the settings over the version that was read. False when that is no longer the one. */
export async function updateInvoiceSettings(tx: Tx, settings: InvoiceSettings): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("invoices.settings")
    .set({
      seller_name: settings.sellerName,
      seller_address: settings.sellerAddress,
      vat_number: settings.vatNumber,
      footer: settings.footer,
      invoice_prefix: settings.invoicePrefix,
      credit_prefix: settings.creditPrefix,
      yearly: settings.yearly,
      attached: settings.attached,
      version: settings.version + 1,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", 1)
    .where("version", "=", settings.version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
