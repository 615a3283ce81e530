import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";

/** A line of an order whose units are gift cards. Their value is its price, in minor units of the order's currency. */
export interface GiftCardLine {
  readonly orderId: OrderId;
  readonly position: number;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** The lines of some orders that are gift cards, by order and position. */
export async function readGiftCardLines(tx: Tx, orderIds: readonly OrderId[]): Promise<readonly GiftCardLine[]> {
  if (orderIds.length === 0) return [];
  const rows = await tx
    .selectFrom("orders.order_lines")
    .select(["order_id", "position", "quantity", "unit_price_minor"])
    .where("order_id", "in", orderIds)
    .where("gift_card", "=", true)
    .orderBy("order_id")
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    orderId: row.order_id as OrderId, // a column of ids
    position: row.position,
    quantity: row.quantity,
    unitPriceMinor: row.unit_price_minor,
  }));
}
