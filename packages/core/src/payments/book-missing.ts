import type { Tx } from "@cartwright/db/transaction";
import { chargeEntries, feeEntries, refundEntries } from "./ledger.ts";
import { insertLedgerEntries } from "./ledger.sql.ts";
import { readGiftCardEntries } from "./gift-cards/spend-gift-cards.ts";
import type { Payment, Refund } from "./payment.ts";
import { hasTaken } from "./payment-state.ts";

/**
 * Books what a payment and its refunds say and the ledger lacks. Every transfer has the id that it always has, so what is booked
 * already stays as it is. The payment is locked.
 */
export async function bookMissing(tx: Tx, payment: Payment, refunds: readonly Refund[]): Promise<void> {
  if (!hasTaken(payment.state)) return;
  const done = refunds.filter(({ state }) => state === "done");
  await insertLedgerEntries(tx, [
    ...chargeEntries(payment),
    ...feeEntries(payment, payment.feeMinor),
    ...done.flatMap((refund) => refundEntries(payment, refund)),
    ...(await readGiftCardEntries(tx, payment, done)),
  ]);
}
