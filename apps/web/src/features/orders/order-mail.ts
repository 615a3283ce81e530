import type { Order } from "@cartwright/contracts/orders";

type OrderEvent = Order["timeline"][number];

/** What the shopper is told by mail. */
const MAILED: ReadonlySet<OrderEvent["type"]> = new Set<OrderEvent["type"]>([
  "order.confirmed",
  "order.cancelled",
  "order.shipped",
  "order.refunded",
  "order.partially_refunded",
]);

/** A mail takes seconds, and some minutes where something has to be tried again. */
const ON_ITS_WAY_MS_MAX = 10 * 60_000;

/** Until when a mail about the order can be on its way, in milliseconds since 1970; 0 when there was none. */
export function mailOnItsWayUntil({ timeline }: Pick<Order, "timeline">): number {
  const told = timeline.findLast(({ type }) => MAILED.has(type));
  return told === undefined ? 0 : Date.parse(told.at) + ON_ITS_WAY_MS_MAX;
}
