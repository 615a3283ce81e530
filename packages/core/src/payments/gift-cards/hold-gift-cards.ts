import type { EnteredGiftCard } from "@cartwright/contracts/gift-card-code";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import { sumMinor } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { hashSecret } from "../../kernel/ids.ts";
import { type EnteredCard, type GiftCard, spendCards } from "./gift-card.ts";
import { endHolds, insertUses, selectCards } from "./gift-cards.sql.ts";

/** An amount that gift cards are to pay, as far as they go. */
interface Due {
  readonly amountMinor: number;
  readonly currency: Currency;
}

async function readCards(
  db: Db | Tx,
  codes: readonly string[],
  lock: "for update" | "unlocked",
): Promise<Map<string, GiftCard>> {
  const hashes = codes.map(hashSecret);
  const cards = await selectCards(db, hashes, lock);
  return new Map(
    codes.flatMap((code, at) => {
      const card = cards.get(hashes[at]?.toString("hex") ?? "");
      return card ? [[code, card] as const] : [];
    }),
  );
}

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

/**
 * Holds what the gift cards with these codes pay of an order, under the locks of the cards, so that nothing is spent twice. Returns
 * what they pay together. A card that is no longer needed is left alone. Throws `gift_card_invalid`, which says why.
 */
export async function holdGiftCards(
  tx: Tx,
  orderId: OrderId,
  { codes, due }: { readonly codes: readonly string[]; readonly due: Due },
): Promise<number> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return 0;
  const spent = spendCards(wanted, await readCards(tx, wanted, "for update"), due);
  const refused = spent.find(({ problem }) => problem !== null && problem !== "notNeeded");
  if (refused?.problem) throw new AppError("gift_card_invalid", { message: t(`problem.${refused.problem}`) });
  const parts = spent.flatMap(({ card, amountMinor }) =>
    card && amountMinor > 0 ? [{ giftCardId: card.id, amountMinor }] : [],
  );
  if (parts.length > 0) await insertUses(tx, orderId, parts);
  return sumMinor(parts.map(({ amountMinor }) => amountMinor));
}

/** Gives back what cancelled orders hold of gift cards. Idempotent: what was taken meanwhile is refunded instead. */
export async function releaseGiftCards(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  if (orderIds.length > 0) await endHolds(tx, orderIds, "released");
}
