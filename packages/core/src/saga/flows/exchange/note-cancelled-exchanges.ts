import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { selectExchangeOrigins } from "../../../orders/exchanges.ts";
import { appendOrderEvents, lockOrders } from "../../../orders/move-orders.ts";

/**
 * Tells the timelines of the orders whose goods the cancelled orders were sent for. There is nothing else to undo: the exchange of a
 * cancelled order does not count, so that the units can be refunded or exchanged again. Locks an earlier order after a later one,
 * never the other way round.
 */
export async function noteCancelledExchanges(tx: Tx, cancelled: readonly OrderId[]): Promise<void> {
  const origins = await selectExchangeOrigins(tx, cancelled);
  if (origins.length === 0) return;
  const orders = await lockOrders(tx, [...new Set(origins.map(({ orderId }) => orderId))]);
  const byOrder = Map.groupBy(origins, ({ orderId }) => orderId);
  await appendOrderEvents(
    tx,
    [...orders.values()].map((order) => ({
      order: { orderId: order.id, from: order.state },
      events: (byOrder.get(order.id) ?? []).map(({ newNumber: number }) => ({
        type: "order.exchange_cancelled" as const,
        message: getTranslations("orderUpdates")("exchangeCancelled", { number }),
      })),
    })),
  );
}
