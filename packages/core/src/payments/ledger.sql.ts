import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { LedgerEntry } from "./ledger.ts";

/**
 * Inserts whole transfers in one statement. The database refuses it when one of them does not balance; a transfer that
 * exists already is left as it is.
 */
export async function insertLedgerEntries(tx: Tx, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into payments.ledger_entries (transfer_id, payment_id, gift_card_id, account, amount_minor, currency)
    select * from unnest(
      ${entries.map((entry) => entry.transferId)}::uuid[], ${entries.map((entry) => entry.paymentId)}::uuid[],
      ${entries.map((entry) => entry.giftCardId)}::uuid[], ${entries.map((entry) => entry.account)}::text[], ${entries.map((entry) => entry.amountMinor)}::bigint[],
      ${entries.map((entry) => entry.currency)}::text[])
    on conflict (transfer_id, account) do nothing`.execute(tx);
}
