import type { OrderId } from "@cartwright/contracts/ids";
import { sumMinor } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { giftCardChargeEntries, giftCardRefundEntries, type LedgerEntry } from "../ledger.ts";
import type { Payment, Refund } from "../payment.ts";
import type { GiftCardPart } from "./gift-card.ts";
import { endHolds, lockTaken, returnParts, selectPaidParts, selectReturnedParts } from "./gift-cards.sql.ts";

/**
 * Takes what is held of gift cards for payments that were captured. The entries are for the transaction that records the captures.
 * Throws when a payment counts on more than is held, which rolls its capture back.
 */
export async function takeFromGiftCards(tx: Tx, payments: readonly Payment[]): Promise<LedgerEntry[]> {
  const paying = payments.filter(({ giftCardMinor }) => giftCardMinor > 0);
  if (paying.length === 0) return [];
  const taken = Map.groupBy(
    await endHolds(
      tx,
      paying.map(({ orderId }) => orderId),
      "taken",
    ),
    ({ orderId }): OrderId => orderId,
  );
  return paying.flatMap((payment) => {
    const parts = taken.get(payment.orderId) ?? [];
    if (sumMinor(parts.map(({ amountMinor }) => amountMinor)) !== payment.giftCardMinor)
      throw new Error(`gift cards hold another amount than payment ${payment.id} counts on`);
    return giftCardChargeEntries(payment, parts);
  });
}

/** Divides a refund among the cards that paid, the last that was spent first. */
function divide(amountMinor: number, paid: readonly GiftCardPart[]): GiftCardPart[] {
  let left = amountMinor;
  return paid.flatMap(({ giftCardId, amountMinor: most }) => {
    const part = Math.min(left, most);
    left -= part;
    return part > 0 ? [{ giftCardId, amountMinor: part }] : [];
  });
}

/** Gives a refund's part back to the gift cards that paid. The entries are for the transaction that records the refund. */
export async function returnToGiftCards(tx: Tx, payment: Payment, refund: Refund): Promise<LedgerEntry[]> {
  if (refund.giftCardMinor === 0) return [];
  const parts = divide(refund.giftCardMinor, await lockTaken(tx, payment.orderId));
  if (sumMinor(parts.map(({ amountMinor }) => amountMinor)) !== refund.giftCardMinor)
    throw new Error(`refund ${refund.id} gives gift cards more than they paid`);
  await returnParts(tx, { orderId: payment.orderId, refundId: refund.id }, parts);
  return giftCardRefundEntries(payment, refund, parts);
}

/** The entries that a payment and its refunds have in the account of the gift cards, as they are known. */
export async function readGiftCardEntries(
  tx: Tx,
  payment: Payment,
  refunds: readonly Refund[],
): Promise<LedgerEntry[]> {
  if (payment.giftCardMinor === 0) return [];
  const paid = await selectPaidParts(tx, payment.orderId);
  const returned = await selectReturnedParts(
    tx,
    refunds.map(({ id }) => id),
  );
  return [
    ...giftCardChargeEntries(payment, paid),
    ...refunds.flatMap((refund) => giftCardRefundEntries(payment, refund, returned.get(refund.id) ?? [])),
  ];
}
