import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import { readGiftCardLines } from "../../../orders/gift-card-lines.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { cancelSoldGiftCards } from "../../../payments/gift-cards/sold-gift-cards.ts";

/**
 * Cancels the gift cards that were sold with an order, all of them or these units of its lines, so that nobody has both the money and
 * the card. Units of other goods are left alone. The order is locked. Throws `illegal_transition` when one of the cards has been used.
 */
export async function cancelGiftCards(
  tx: Tx,
  { id, hasDigital }: Pick<LockedOrder, "id" | "hasDigital">,
  units: "all" | readonly { readonly position: number; readonly quantity: number }[],
): Promise<void> {
  if (!hasDigital) return;
  const cards = units === "all" ? units : await unitsOfGiftCards(tx, id, units);
  if (await cancelSoldGiftCards(tx, id, cards)) return;
  throw new AppError("illegal_transition", { message: getTranslations("errorDetails")("giftCardUsed") });
}

async function unitsOfGiftCards(
  tx: Tx,
  orderId: LockedOrder["id"],
  units: readonly { readonly position: number; readonly quantity: number }[],
) {
  const lines = await readGiftCardLines(tx, [orderId]);
  const isGiftCard = new Set(lines.flatMap((line) => (line.unitPriceMinor > 0 ? [line.position] : [])));
  return units.filter(({ position, quantity }) => quantity > 0 && isGiftCard.has(position));
}
