import type { GiftCardId, OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { derivedId } from "../../kernel/ids.ts";
import { giftCardCancelEntries, giftCardSaleEntries } from "../ledger.ts";
import { insertLedgerEntries } from "../ledger.sql.ts";
import { codeFacts, newGiftCardCode } from "./issue-gift-card.ts";
import { cancelCards, insertSoldCards, lockSoldCards } from "./sold-gift-cards.sql.ts";

/** The gift cards of one line of an order. Amounts in minor units of `currency`. */
export interface SoldGiftCards {
  readonly orderId: OrderId;
  readonly position: number;
  readonly quantity: number;
  /** What each of them is worth. */
  readonly amountMinor: number;
  readonly currency: string;
  /** Who bought them. */
  readonly email: string;
}

export interface SoldGiftCard {
  readonly orderId: OrderId;
  readonly amountMinor: number;
  /** Kept nowhere: the buyer must be told now. */
  readonly code: string;
}

/** Issues a gift card for each unit that was sold, and books what they are worth. Repeating it issues none. */
export async function issueSoldGiftCards(tx: Tx, sold: readonly SoldGiftCards[]): Promise<readonly SoldGiftCard[]> {
  const cards = sold.flatMap(({ quantity, ...line }) =>
    // Nothing is worth nothing.
    Array.from({ length: line.amountMinor > 0 ? quantity : 0 }, (_, at) => {
      const code = newGiftCardCode();
      const unit = at + 1;
      const id = derivedId("sold gift card", line.orderId, String(line.position), String(unit)) as GiftCardId;
      return { ...line, ...codeFacts(code), id, unit, code };
    }),
  );
  if (cards.length === 0) return [];
  const isNew = await insertSoldCards(tx, cards);
  const issued = cards.filter(({ id }) => isNew.has(id));
  await insertLedgerEntries(tx, issued.flatMap(giftCardSaleEntries));
  return issued.map(({ orderId, amountMinor, code }) => ({ orderId, amountMinor, code }));
}

/** So many units of a line. */
export interface SoldUnits {
  readonly position: number;
  readonly quantity: number;
}

/**
 * Cancels gift cards whose price is about to be refunded: all that were sold with an order, or so many of each line, the last units
 * first. Only cards of which nothing was spent and nothing is held can be cancelled. False when there are too few of them, and then
 * nothing has changed.
 */
export async function cancelSoldGiftCards(
  tx: Tx,
  orderId: OrderId,
  units: "all" | readonly SoldUnits[],
): Promise<boolean> {
  if (units.length === 0) return true;
  const cards = await lockSoldCards(tx, orderId);
  const unspent = cards.filter(({ isUnspent }) => isUnspent);
  const chosen =
    units === "all"
      ? [{ cards: unspent, quantity: cards.length }]
      : units.map(({ position, quantity }) => ({
          cards: unspent.filter((card) => card.position === position),
          quantity,
        }));
  if (chosen.some((line) => line.cards.length < line.quantity)) return false;
  const ended = chosen.flatMap((line) => line.cards.slice(0, line.quantity));
  await cancelCards(
    tx,
    ended.map(({ id }) => id),
  );
  await insertLedgerEntries(tx, ended.flatMap(giftCardCancelEntries));
  return true;
}
