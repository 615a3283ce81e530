import { ON_HAND_MAX, type StockChange } from "@cartwright/contracts/admin-products";
import type { ProductId, UserId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { setOnHand } from "./set-on-hand.ts";
import { insertMissingStock, lockStock, type StockRow } from "./stock.sql.ts";

/**
 * Corrects the stock on hand of one variant, to a number or by a difference, and returns the stock before and after. A
 * number that was counted while the stock was different is refused (`stale_write`), because it would bring back what was
 * sold meanwhile. `invalid_input` for less than open orders reserve.
 */
export async function adjustOnHand(
  tx: Tx,
  { change, ...item }: { readonly productId: ProductId; readonly variantId: VariantId; readonly change: StockChange },
  cause: { readonly actorId: UserId; readonly note: string },
): Promise<{ readonly before: StockRow; readonly after: StockRow }> {
  await insertMissingStock(tx, [item]);
  const before = (await lockStock(tx, [item.variantId])).get(item.variantId);
  if (!before) throw new Error(`stock row vanished: ${item.variantId}`);
  if ("to" in change && change.seen !== before.onHand) {
    throw new AppError("stale_write", {
      message: getTranslations("errorDetails")("stockChanged", { count: before.onHand }),
    });
  }
  const onHand = "to" in change ? change.to : before.onHand + change.by;
  if (Math.abs(onHand) > ON_HAND_MAX) {
    const tooMany = getTranslations("fieldProblems")("number.large", { max: ON_HAND_MAX });
    throw new AppError("invalid_input", { fields: { onHand: tooMany } });
  }
  await setOnHand(tx, [{ ...item, onHand }], { reason: "adjustment", ...cause });
  return { before, after: { ...before, onHand } };
}
