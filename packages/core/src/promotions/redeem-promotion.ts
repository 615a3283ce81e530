import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { countUse, insertUnlimitedUse, insertUse, lockCustomers, takeCode, type Use } from "./redemptions.sql.ts";

export interface Redemption extends Use {
  /** The code that the shopper entered. Null for a promotion that applies without. */
  readonly code: string | null;
  /** Whether the code works once. */
  readonly singleUse: boolean;
  /** Whether the promotion had a limit, in total and for each customer, when it was read. */
  readonly limited: boolean;
  readonly limitedByCustomer: boolean;
}

/** Those with a total limit first, then by id: every order locks what it shares with others in this order. */
const inLockOrder = (one: Redemption, other: Redemption) =>
  Number(other.limited) - Number(one.limited) || (one.promotionId < other.promotionId ? -1 : 1);

/**
 * Records a use. Returns why it cannot be, or null. Staff may have changed the promotion's limits since it was read, so when the
 * statement for the limits as read finds nothing, those for other limits are tried.
 */
async function record(tx: Tx, use: Redemption): Promise<"usedUp" | "usedByYou" | null> {
  if (!use.limited && !use.limitedByCustomer && (await insertUnlimitedUse(tx, use))) return null;
  const counted = use.limited ? await countUse(tx, use) : undefined;
  const shared = counted ? undefined : await lockCustomers(tx, use);
  const promotion = counted ?? shared ?? (use.limited ? undefined : await countUse(tx, use));
  if (!promotion) return "usedUp";
  const { perCustomerLimit } = promotion;
  return (await insertUse(tx, use, { perCustomerLimit, isTallied: shared !== undefined })) ? null : "usedByYou";
}

/**
 * Uses promotions for an order, in the transaction that creates the order. A total limit is kept by a guarded update of the
 * promotion's row, which stays locked until the commit; the limit per customer by numbered rows (one for each of their keys), under a
 * lock of that customer; a single use by the code's own row. A promotion without limits makes no order wait for another. Call it as
 * late as the transaction allows. Throws `promotion_invalid`, or `price_changed` for a promotion without a code, which the shopper
 * cannot take back (and the transaction must roll back).
 */
export async function redeemPromotions(tx: Tx, redemptions: readonly Redemption[]): Promise<void> {
  const t = getTranslations("cartProblems");
  for (const use of redemptions.toSorted(inLockOrder)) {
    const { code, singleUse, orderId } = use;
    const problem = await record(tx, use);
    const taken = problem === null && code !== null && singleUse ? await takeCode(tx, code, orderId) : true;
    if (problem === null && taken) continue;
    if (code === null) throw new AppError("price_changed");
    throw new AppError("promotion_invalid", { message: t(`code.${problem ?? "usedUp"}`) });
  }
}
