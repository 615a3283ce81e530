import type { OrderEvent } from "@cartwright/contracts/rooms";
import type { Order } from "@cartwright/contracts/orders";
import type { OrderStatuses } from "@cartwright/contracts/order-status";

/** The order with one more event in its timeline, in the state that the event carries. A repeated event, and one after a gap, change nothing. */
export function withEvent<O extends Pick<Order, "number" | "timeline" | keyof OrderStatuses>>(
  order: O,
  { number, traceparent: _traceparent, ...entry }: OrderEvent,
): O {
  const last = order.timeline.at(-1)?.seq ?? 0;
  if (number !== order.number || entry.seq !== last + 1) return order;
  const { status, orderStatus, paymentStatus, fulfillmentStatus } = entry;
  return {
    ...order,
    status,
    orderStatus,
    paymentStatus,
    fulfillmentStatus,
    timeline: [...order.timeline, entry],
  };
}

/**
 * Whether money was taken for the order, even if it has been refunded. A charge that is found only when the checkout is undone
 * has no `payment.processed` in the timeline: it shows as a refund.
 */
export const wasCharged = (order: Pick<Order, "refundedMinor" | "timeline">): boolean =>
  order.refundedMinor > 0 || order.timeline.some(({ type }) => type === "payment.processed");

/** One of the four steps of a checkout. */
export interface Step {
  readonly name: "received" | "reserved" | "paid" | "confirmed";
  readonly state: "done" | "current" | "waiting" | "failed";
}

const STEPS: readonly { name: Step["name"]; reached: readonly OrderEvent["type"][] }[] = [
  { name: "received", reached: ["order.created"] },
  { name: "reserved", reached: ["inventory.reserved"] },
  { name: "paid", reached: ["payment.processed"] },
  { name: "confirmed", reached: ["order.confirmed"] },
];

/** The steps of the checkout, from the timeline. After a cancellation, the first step that was not reached has failed. */
export function checkoutSteps(order: Pick<Order, "status" | "timeline">): Step[] {
  const types = new Set(order.timeline.map((entry) => entry.type));
  const next = STEPS.findIndex(({ reached }) => !reached.some((type) => types.has(type)));
  return STEPS.map(({ name }, index): Step => {
    if (next === -1 || index < next) return { name, state: "done" };
    if (index > next) return { name, state: "waiting" };
    return { name, state: order.status === "cancelled" ? "failed" : "current" };
  });
}
