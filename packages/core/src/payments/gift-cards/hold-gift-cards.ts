import type { OrderId } from "@cartwright/contracts/ids";
import { sumMinor } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { spendCards } from "./gift-card.ts";
import { insertUses } from "./gift-cards.sql.ts";
import { type Due, readCards } from "./read-cards.ts";

const t = getTranslations("giftCards");

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
