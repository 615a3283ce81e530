import { newId } from "@cartwright/core/kernel/ids";
import type { Tx } from "@cartwright/db/transaction";
import { type DemoOrder, timeOf } from "./demo-orders.ts";
import { fulfilledUnits, returnedUnits } from "./order-states.ts";

const CARRIER = "Cartwright Post";

/** Writes one fulfilment for each demo order that was packed, with its lines. */
export async function writeFulfillments(tx: Tx, orders: readonly DemoOrder[]): Promise<void> {
  const fulfillments = orders.flatMap((order) => {
    const at = (type: string): Date | null => {
      const event = order.story.events.find((each) => each.type === type);
      return event ? timeOf(order, event.atMs) : null;
    };
    const packedAt = at("order.packed");
    return packedAt
      ? [{ id: newId(), order, packedAt, shippedAt: at("order.shipped"), deliveredAt: at("order.delivered") }]
      : [];
  });
  await tx
    .insertInto("orders.fulfillments")
    .values(
      fulfillments.map(({ id, order, packedAt, shippedAt, deliveredAt }) => ({
        id,
        order_id: order.id,
        state: deliveredAt ? "delivered" : shippedAt ? "shipped" : "packed",
        carrier: shippedAt ? CARRIER : null,
        tracking_number: order.story.tracking,
        created_at: packedAt,
        updated_at: deliveredAt ?? shippedAt ?? packedAt,
        shipped_at: shippedAt,
        delivered_at: deliveredAt,
      })),
    )
    .execute();
  await tx
    .insertInto("orders.fulfillment_lines")
    .values(
      fulfillments.flatMap(({ id, order }) =>
        fulfilledUnits(order).flatMap((quantity, index) =>
          quantity > 0 ? [{ fulfillment_id: id, order_id: order.id, position: index + 1, quantity }] : [],
        ),
      ),
    )
    .execute();
}

/** Writes the returns that shoppers asked for, with their lines. */
export async function writeReturns(tx: Tx, orders: readonly DemoOrder[]): Promise<void> {
  const returns = orders.flatMap((order) => {
    const { returned } = order.story;
    return returned ? [{ id: newId(), order, returned, at: timeOf(order, returned.atMs) }] : [];
  });
  await tx
    .insertInto("orders.returns")
    .values(
      returns.map(({ id, order, returned, at }) => ({
        id,
        order_id: order.id,
        reason: returned.reason,
        state: returned.received ? "received" : "requested",
        created_at: at,
        updated_at: at,
      })),
    )
    .execute();
  await tx
    .insertInto("orders.return_lines")
    .values(
      returns.flatMap(({ id, order, returned }) =>
        returnedUnits(order).flatMap((quantity, index) =>
          quantity > 0
            ? [
                {
                  return_id: id,
                  order_id: order.id,
                  position: index + 1,
                  quantity,
                  received: returned.received ? quantity : 0,
                },
              ]
            : [],
        ),
      ),
    )
    .execute();
}
