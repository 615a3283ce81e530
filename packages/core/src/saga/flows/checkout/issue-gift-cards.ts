import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { readGiftCardLines } from "../../../orders/gift-card-lines.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { issueSoldGiftCards, type SoldGiftCard } from "../../../payments/gift-cards/sold-gift-cards.ts";

/** Issues the gift cards that were bought with confirmed orders. Returns their codes by order, to be mailed now. */
export async function issueOrderedGiftCards(
  tx: Tx,
  orders: readonly LockedOrder[],
): Promise<ReadonlyMap<OrderId, readonly SoldGiftCard[]>> {
  const lines = await readGiftCardLines(
    tx,
    orders.map(({ id }) => id),
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  const issued = await issueSoldGiftCards(
    tx,
    lines.flatMap(({ unitPriceMinor, ...line }) => {
      const order = byId.get(line.orderId);
      return order ? [{ ...line, amountMinor: unitPriceMinor, currency: order.currency, email: order.email }] : [];
    }),
  );
  return Map.groupBy(issued, ({ orderId }) => orderId);
}
