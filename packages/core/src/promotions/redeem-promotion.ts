import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { countUse, insertUse, takeCode, type Use } from "./promotions.sql.ts";

export interface Redemption extends Use {
  /** The code that the shopper entered. Null for a promotion that applies without. */
  readonly code: string | null;
  /** Whether the code works once. */
  readonly singleUse: boolean;
}

/**
 * Uses promotions for an order, in the transaction that creates the order: the guarded update keeps the total limit and
 * the dates, the numbered rows the limit per customer (one row for each of their keys), the code's own row a single use. The rows of the promotions are
 * locked until the commit, in the order of their ids, so call it as late as the transaction allows. Throws
 * `promotion_invalid`, or `price_changed` for a promotion without a code, which the shopper cannot take back (and the
 * transaction must roll back).
 */
export async function redeemPromotions(tx: Tx, redemptions: readonly Redemption[]): Promise<void> {
  const t = getTranslations("cartProblems");
  for (const use of redemptions.toSorted((one, other) => (one.promotionId < other.promotionId ? -1 : 1))) {
    const { code, singleUse, ...counted } = use;
    const promotion = await countUse(tx, counted);
    const refuse = (message: string) =>
      code === null ? new AppError("price_changed") : new AppError("promotion_invalid", { message });
    if (!promotion) throw refuse(t("code.usedUp"));
    if (code !== null && singleUse && !(await takeCode(tx, code, use.orderId))) throw refuse(t("code.usedUp"));
    if (!(await insertUse(tx, counted, promotion.perCustomerLimit))) throw refuse(t("code.usedByYou"));
  }
}
