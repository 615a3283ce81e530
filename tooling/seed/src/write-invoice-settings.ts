import type { Tx } from "@cartwright/db/transaction";
import { SHOP_NAME } from "@cartwright/messages/shop-name";

/** The demo shop as a seller. The worker then issues the invoices of the demo orders. */
export async function writeInvoiceSettings(tx: Tx): Promise<void> {
  await tx
    .updateTable("invoices.settings")
    .set({
      seller_name: SHOP_NAME,
      seller_address: "Lindenstrasse 1\n10969 Berlin\nGermany",
      vat_number: "DE123456789",
      footer: "A demo shop. This document is an example.",
    })
    .execute();
}
