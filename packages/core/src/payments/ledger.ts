import type { LedgerAccount } from "@cartwright/contracts/ledger";
import { derivedId } from "../kernel/ids.ts";
import { chargedMinor, chargePartMinor, type Payment, type Refund } from "./payment.ts";
import type { GiftCardPart } from "./gift-cards/gift-card.ts";

/**
 * The double-entry ledger, as pure functions. A debit is positive, a credit negative; the entries of one transfer sum to
 * zero. A transfer's id is derived from what it records, so that recording it twice changes nothing:
 *
 * - a charge (the payment's id): the provider owes us the amount, the customers have paid it;
 * - its fee (derived from the payment's id, because a provider may report the fee later than the charge): the provider
 *   keeps it;
 * - a refund (the refund's id): the customers got the amount back, the provider owes us that much less; or we paid it
 *   ourselves, by bank transfer for example, and the provider owes us what it did;
 * - a gift card (its own id): we owe its holder its value, which is a cost until someone pays for it;
 * - what a gift card pays of an order, or gets back of a refund (derived from the payment's or the refund's id and the card's): we
 *   owe its holder that much less, or more.
 */
export interface LedgerEntry {
  readonly transferId: string;
  /** Null for a gift card that was issued, sold or cancelled. */
  readonly paymentId: string | null;
  /** The card whose value changes, on both sides of the transfer. */
  readonly giftCardId: string | null;
  readonly account: LedgerAccount;
  readonly amountMinor: number;
  readonly currency: string;
}

type Side = Pick<LedgerEntry, "account" | "amountMinor">;

function transfer(transferId: string, payment: Payment, sides: readonly [Side, Side]): LedgerEntry[] {
  if (sides[0].amountMinor === 0) return [];
  return sides.map((side) => ({
    transferId,
    paymentId: payment.id,
    giftCardId: null,
    currency: payment.currency,
    ...side,
  }));
}

/** The entries of a captured payment, without the part that gift cards paid. None where the provider charged nothing. */
export function chargeEntries(payment: Payment): LedgerEntry[] {
  return transfer(payment.id, payment, [
    { account: "provider_balance", amountMinor: chargedMinor(payment) },
    { account: "customer_payments", amountMinor: -chargedMinor(payment) },
  ]);
}

/** The entries of the provider's fee for a captured payment. */
export function feeEntries(payment: Payment, feeMinor: number): LedgerEntry[] {
  return transfer(derivedId("fee", payment.id), payment, [
    { account: "provider_fees", amountMinor: feeMinor },
    { account: "provider_balance", amountMinor: -feeMinor },
  ]);
}

/** The entries of a refund that was made: by the provider, or with a reference by the shop itself. Gift cards have their own. */
export function refundEntries(payment: Payment, refund: Refund): LedgerEntry[] {
  return transfer(refund.id, payment, [
    { account: "customer_refunds", amountMinor: chargePartMinor(refund) },
    {
      account: refund.reference === null ? "provider_balance" : "refunds_by_hand",
      amountMinor: -chargePartMinor(refund),
    },
  ]);
}

const ofCard = (giftCardId: string, entries: readonly LedgerEntry[]): LedgerEntry[] =>
  entries.map((entry) => ({ ...entry, giftCardId }));

/** The entries of what gift cards paid of a captured payment. */
export function giftCardChargeEntries(payment: Payment, parts: readonly GiftCardPart[]): LedgerEntry[] {
  return parts.flatMap(({ giftCardId, amountMinor }) =>
    ofCard(
      giftCardId,
      transfer(derivedId("gift card", payment.id, giftCardId), payment, [
        { account: "gift_cards", amountMinor },
        { account: "customer_payments", amountMinor: -amountMinor },
      ]),
    ),
  );
}

/** The entries of what gift cards got back of a refund. */
export function giftCardRefundEntries(
  payment: Payment,
  refund: Pick<Refund, "id">,
  parts: readonly GiftCardPart[],
): LedgerEntry[] {
  return parts.flatMap(({ giftCardId, amountMinor }) =>
    ofCard(
      giftCardId,
      transfer(derivedId("gift card", refund.id, giftCardId), payment, [
        { account: "customer_refunds", amountMinor },
        { account: "gift_cards", amountMinor: -amountMinor },
      ]),
    ),
  );
}

interface CardValue {
  readonly id: string;
  readonly amountMinor: number;
  readonly currency: string;
}

function cardEntries(
  transferId: string,
  { id, amountMinor, currency }: CardValue,
  against: "gift_cards_issued" | "gift_cards_sold",
): LedgerEntry[] {
  const shared = { transferId, paymentId: null, giftCardId: id, currency };
  return [
    { ...shared, account: against, amountMinor },
    { ...shared, account: "gift_cards", amountMinor: -amountMinor },
  ];
}

/** The entries of a gift card that the shop gave away. */
export const giftCardIssueEntries = (card: CardValue): LedgerEntry[] => cardEntries(card.id, card, "gift_cards_issued");

/** The entries of a gift card that was sold. What was paid for it is booked with the payment of its order. */
export const giftCardSaleEntries = (card: CardValue): LedgerEntry[] => cardEntries(card.id, card, "gift_cards_sold");

/** The entries of a sold gift card that is worth nothing any more, because its price is refunded. */
export const giftCardCancelEntries = (card: CardValue): LedgerEntry[] =>
  cardEntries(
    derivedId("gift card cancelled", card.id),
    { ...card, amountMinor: -card.amountMinor },
    "gift_cards_sold",
  );
