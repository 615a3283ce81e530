import type { OrderEvent } from "@cartwright/contracts/rooms";
import type { Order } from "@cartwright/contracts/orders";
import type { OrderStatuses, OrderSummaryStatus } from "@cartwright/contracts/order-status";

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

/** The four steps that a checkout goes through, and how far it is. */
export interface Step {
  readonly name: string;
  readonly state: "done" | "current" | "waiting" | "failed";
}

const STEPS: readonly { name: string; reached: readonly OrderEvent["type"][] }[] = [
  { name: "Received", reached: ["order.created"] },
  { name: "Set aside", reached: ["inventory.reserved"] },
  { name: "Paid", reached: ["payment.processed"] },
  { name: "Confirmed", reached: ["order.confirmed"] },
];

/** The steps of the checkout as the timeline tells them. After a cancellation the first step not reached is the one that failed. */
export function checkoutSteps(order: Pick<Order, "status" | "timeline">): Step[] {
  const types = new Set(order.timeline.map((entry) => entry.type));
  const next = STEPS.findIndex(({ reached }) => !reached.some((type) => types.has(type)));
  return STEPS.map(({ name }, index) => {
    if (next === -1 || index < next) return { name, state: "done" };
    if (index > next) return { name, state: "waiting" };
    return { name, state: order.status === "cancelled" ? "failed" : "current" };
  });
}

/** The status as a headline. */
export const STATUS_TITLE: Readonly<Record<OrderSummaryStatus, string>> = {
  pending: "We have your order",
  reserved: "Your items are set aside",
  paid: "We have your payment",
  confirmed: "Your order is confirmed",
  packed: "Your order is packed",
  partially_shipped: "Part of your order is on its way",
  shipped: "Your order is on its way",
  delivered: "Your order has arrived",
  cancelled: "Your order was cancelled",
  returned: "Your return has arrived",
  refunded: "Your money is on its way back",
  partially_refunded: "Part of your money is on its way back",
};

/** The same in a word, for lists. */
export const STATUS_WORD: Readonly<Record<OrderSummaryStatus, string>> = {
  pending: "Received",
  reserved: "Set aside",
  paid: "Paid",
  confirmed: "Confirmed",
  packed: "Packed",
  partially_shipped: "Partly shipped",
  shipped: "Shipped",
  delivered: "Delivered",
  cancelled: "Cancelled",
  returned: "Returned",
  refunded: "Refunded",
  partially_refunded: "Partly refunded",
};
