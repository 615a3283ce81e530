import type { Effect } from "../pricing/effect.ts";
import type { PromotionRow } from "./promotions.sql.ts";

/** A promotion and whether it can be used now, by the database's clock. */
export type Promotion = PromotionRow;

/** What a promotion does. The constraints of its table keep the values that its kind needs. */
export function effectOf(promotion: Promotion): Effect {
  const { kind, percentBp, amountMinor, buyQuantity, getQuantity } = promotion;
  if (kind === "percentage") return { kind, percentBp: percentBp ?? 0 };
  if (kind === "fixed") return { kind, amountMinor: amountMinor ?? 0 };
  if (kind === "free_shipping") return { kind };
  return { kind, percentBp: percentBp ?? 0, buyQuantity: buyQuantity ?? 1, getQuantity: getQuantity ?? 1 };
}

export const isScoped = ({ productIds, categoryIds, collectionIds }: Promotion): boolean =>
  productIds.length > 0 || categoryIds.length > 0 || collectionIds.length > 0;

/** The units that it needs: its own minimum, and a full set where units are got with others. */
export const unitsNeeded = ({ minimumQuantity, buyQuantity, getQuantity }: Promotion): number =>
  Math.max(minimumQuantity, (buyQuantity ?? 0) + (getQuantity ?? 0));
