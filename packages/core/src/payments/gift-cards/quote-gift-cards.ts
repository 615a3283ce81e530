import type { EnteredGiftCard } from "@cartwright/contracts/gift-card-code";
import { sumMinor } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import { getTranslations } from "@cartwright/messages/get-translations";
import { type EnteredCard, spendCards } from "./gift-card.ts";
import { type Due, readCards } from "./read-cards.ts";

const t = getTranslations("giftCards");

/** A card as the shopper sees it. What they entered is shown by its last four characters. */
const toEntered = (entered: EnteredCard): EnteredGiftCard => ({
  last4: entered.card?.last4 ?? entered.code.slice(-4),
  balanceMinor: entered.card ? entered.card.balanceMinor - entered.card.heldMinor : 0,
  amountMinor: entered.amountMinor,
  problem: entered.problem && t(`problem.${entered.problem}`),
});

export interface QuotedGiftCards {
  readonly cards: EnteredGiftCard[];
  readonly paidMinor: number;
}

/** What the gift cards with these codes would pay of an amount. Holds nothing. */
export async function quoteGiftCards(db: Db, codes: readonly string[], due: Due): Promise<QuotedGiftCards> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return { cards: [], paidMinor: 0 };
  const spent = spendCards(wanted, await readCards(db, wanted, "unlocked"), due);
  return { cards: spent.map(toEntered), paidMinor: sumMinor(spent.map(({ amountMinor }) => amountMinor)) };
}
