import type { GiftCardId } from "@cartwright/contracts/ids";

/** A gift card as far as spending it goes. Amounts in minor units of `currency`. */
export interface GiftCard {
  readonly id: GiftCardId;
  readonly last4: string;
  readonly currency: string;
  readonly balanceMinor: number;
  /** What orders in progress hold of the balance. */
  readonly heldMinor: number;
  readonly isDisabled: boolean;
  readonly isExpired: boolean;
}

/** What one card pays of an order. */
export interface GiftCardPart {
  readonly giftCardId: GiftCardId;
  readonly amountMinor: number;
}

export type GiftCardProblem = "unknown" | "disabled" | "expired" | "currency" | "empty" | "held" | "notNeeded";

/** A code that was entered, with its card and what that pays. */
export interface EnteredCard {
  readonly code: string;
  readonly card: GiftCard | null;
  readonly amountMinor: number;
  readonly problem: GiftCardProblem | null;
}

function problemOf(card: GiftCard | null, currency: string): GiftCardProblem | null {
  if (card === null) return "unknown";
  if (card.isDisabled) return "disabled";
  if (card.isExpired) return "expired";
  if (card.currency !== currency) return "currency";
  if (card.balanceMinor === 0) return "empty";
  return card.balanceMinor === card.heldMinor ? "held" : null;
}

/** Spends the cards of codes on an amount, each as far as it goes, in the order in which they were entered. Pure. */
export function spendCards(
  codes: readonly string[],
  cards: ReadonlyMap<string, GiftCard>,
  due: { readonly amountMinor: number; readonly currency: string },
): EnteredCard[] {
  let left = due.amountMinor;
  return codes.map((code): EnteredCard => {
    const card = cards.get(code) ?? null;
    const problem = problemOf(card, due.currency);
    if (card === null || problem !== null) return { code, card, amountMinor: 0, problem };
    const amountMinor = Math.min(left, card.balanceMinor - card.heldMinor);
    left -= amountMinor;
    return { code, card, amountMinor, problem: amountMinor === 0 ? "notNeeded" : null };
  });
}
