import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { selectUsesOfOrder } from "./redemptions.sql.ts";

/** A discount on some lines of an order, and what those lines must come to and hold for it. */
export interface DiscountCondition {
  readonly minimumMinor: number;
  readonly minimumQuantity: number;
  readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
}

/** The conditions of an order's discounts. Those without a minimum are left out. */
export async function readConditions(db: Db | Tx, orderId: OrderId): Promise<DiscountCondition[]> {
  const uses = await selectUsesOfOrder(db, orderId);
  return uses
    .filter(({ minimumMinor, minimumQuantity }) => minimumMinor > 0 || minimumQuantity > 1)
    .map(({ minimumMinor, minimumQuantity, lines }) => ({
      minimumMinor,
      minimumQuantity,
      lines: lines.map(({ position, discountMinor }) => ({ lineId: String(position), discountMinor })),
    }));
}
