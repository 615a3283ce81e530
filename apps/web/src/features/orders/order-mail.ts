import type { Order } from "@cartwright/contracts/orders";

type OrderEvent = Order["timeline"][number];

/** Events that the shopper gets an email about. */
const MAILED: ReadonlySet<OrderEvent["type"]> = new Set<OrderEvent["type"]>([
  "order.confirmed",
  "order.cancelled",
  "order.shipped",
  "order.refunded",
  "order.partially_refunded",
]);

/** An email takes seconds, or some minutes with retries. */
const SENDING_MS_MAX = 10 * 60_000;

/** Until when an email about the order may be being sent, in milliseconds since 1970; 0 when there was none. */
export function mailBeingSentUntil({ timeline }: Pick<Order, "timeline">): number {
  const mailed = timeline.findLast(({ type }) => MAILED.has(type));
  return mailed === undefined ? 0 : Date.parse(mailed.at) + SENDING_MS_MAX;
}
