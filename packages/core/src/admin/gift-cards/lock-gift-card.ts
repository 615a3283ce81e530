import type { GiftCardId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { type GiftCardRow, selectGiftCard } from "./gift-cards.sql.ts";

/** Locks a gift card that staff have looked at. Throws `not_found` and `stale_write`. */
export async function lockGiftCard(
  tx: Tx,
  { id, expectedVersion }: { readonly id: GiftCardId; readonly expectedVersion: number },
): Promise<GiftCardRow> {
  const card = await selectGiftCard(tx, id, "for update");
  if (!card) throw new AppError("not_found");
  if (card.version !== expectedVersion) throw new AppError("stale_write");
  return card;
}
