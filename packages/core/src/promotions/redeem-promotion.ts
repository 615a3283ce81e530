import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { countUse, insertUse } from "./promotions.sql.ts";

/**
 * Uses a promotion for an order, in the transaction that creates the order: the guarded update keeps the total limit and
 * the dates, the numbered rows the limit per customer, one row for each of their keys. The promotion's row is locked until the commit, so call it as
 * late as the transaction allows. Throws `promotion_invalid` (and the transaction must roll back).
 */
export async function redeemPromotion(
  tx: Tx,
  use: { readonly promotionId: string; readonly orderId: OrderId; readonly customerKeys: readonly string[] },
): Promise<void> {
  const promotion = await countUse(tx, use.promotionId);
  if (!promotion) throw new AppError("promotion_invalid", { message: getTranslations("cartProblems")("code.usedUp") });
  if (!(await insertUse(tx, use, promotion.perCustomerLimit))) {
    throw new AppError("promotion_invalid", { message: getTranslations("cartProblems")("code.usedByYou") });
  }
}
