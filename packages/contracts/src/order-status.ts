import { z } from "zod";

/**
 * The state of an order is three columns, each with its own transitions. The tables below hold every legal transition and
 * nothing else: the server's guards, the buttons of the back office and the reachability tests all read them.
 *
 * `status` belongs to the sagas. An order is `pending` when it is placed and `confirmed` when its stock is reserved and its
 * payment taken. It is `completed` when everything has been delivered; one without anything to ship is completed at once. Until something has shipped it may be `cancelled`.
 */
export const OrderStatus = z.enum(["pending", "confirmed", "completed", "cancelled"]);
export type OrderStatus = z.infer<typeof OrderStatus>;

/**
 * `paymentStatus` follows the ledger. An order is `unpaid` until the provider has authorised or captured its payment.
 * Without money it ends as `failed` (declined) or `voided` (given up before a capture). A capture may still arrive after
 * either: it makes the order `paid`, and is then refunded. An order that turns out to count as paid without any money is
 * cancelled, which makes it one of these two.
 */
export const PaymentStatus = z.enum([
  "unpaid",
  "authorized",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
  "failed",
]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/**
 * `fulfillmentStatus` follows the quantities on fulfilments and returns of the lines that ship. Digital lines are fulfilled on
 * confirmation and do not count, unless there are no others: the order is then `delivered`. `partially_` means some units but not all. Packing
 * can be undone; shipping, delivery and returns cannot.
 */
export const FulfillmentStatus = z.enum([
  "unfulfilled",
  "partially_packed",
  "packed",
  "partially_shipped",
  "shipped",
  "partially_delivered",
  "delivered",
  "partially_returned",
  "returned",
]);
export type FulfillmentStatus = z.infer<typeof FulfillmentStatus>;

type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

export const ORDER_TRANSITIONS: Transitions<OrderStatus> = {
  // An order without anything to ship is completed as it is confirmed.
  pending: ["confirmed", "completed", "cancelled"],
  confirmed: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
};

export const PAYMENT_TRANSITIONS: Transitions<PaymentStatus> = {
  // A capture and its refund may be recorded together, when an order is cancelled while it is being paid.
  unpaid: ["authorized", "paid", "partially_refunded", "refunded", "voided", "failed"],
  authorized: ["paid", "partially_refunded", "refunded", "voided", "failed"],
  paid: ["partially_refunded", "refunded", "voided", "failed"],
  partially_refunded: ["refunded"],
  refunded: [],
  // The provider may capture after a payment was given up. The late capture is refunded.
  voided: ["paid", "partially_refunded", "refunded"],
  failed: ["paid", "partially_refunded", "refunded"],
};

export const FULFILLMENT_TRANSITIONS: Transitions<FulfillmentStatus> = {
  // Only an order without anything to ship is delivered without being shipped.
  unfulfilled: ["partially_packed", "packed", "partially_shipped", "shipped", "delivered"],
  partially_packed: ["unfulfilled", "packed", "partially_shipped", "shipped"],
  packed: ["unfulfilled", "partially_packed", "partially_shipped", "shipped"],
  partially_shipped: ["shipped", "partially_delivered", "delivered", "partially_returned", "returned"],
  shipped: ["partially_delivered", "delivered", "partially_returned", "returned"],
  partially_delivered: ["delivered", "partially_returned", "returned"],
  delivered: ["partially_returned", "returned"],
  partially_returned: ["returned"],
  returned: [],
};

/** The one-word summary for clients that read only `status`. */
export const OrderSummaryStatus = z.enum([
  "pending",
  "reserved",
  "paid",
  "confirmed",
  "packed",
  "partially_shipped",
  "shipped",
  "delivered",
  "cancelled",
  "returned",
  "refunded",
  "partially_refunded",
]);
export type OrderSummaryStatus = z.infer<typeof OrderSummaryStatus>;

/** The stored state of an order. `reserved` is progress within `pending`: its stock is reserved. */
export interface OrderState {
  readonly status: OrderStatus;
  readonly reserved: boolean;
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
}

/** The state of an order as the API and the events carry it. `status` is the summary of the other three. */
export const OrderStatuses = z.strictObject({
  status: OrderSummaryStatus,
  orderStatus: OrderStatus,
  paymentStatus: PaymentStatus,
  fulfillmentStatus: FulfillmentStatus,
});
export type OrderStatuses = z.infer<typeof OrderStatuses>;

const FULFILLMENT_SUMMARY: Readonly<Record<FulfillmentStatus, OrderSummaryStatus>> = {
  unfulfilled: "confirmed",
  partially_packed: "confirmed",
  packed: "packed",
  partially_shipped: "partially_shipped",
  shipped: "shipped",
  partially_delivered: "partially_shipped",
  delivered: "delivered",
  partially_returned: "delivered",
  returned: "returned",
};

/** A checkout that was paid and is being undone stays `paid` until it is cancelled: its summary never goes backwards. */
const TOOK_MONEY: ReadonlySet<PaymentStatus> = new Set(["paid", "partially_refunded", "refunded"]);

/**
 * Summarises an order in one word. Cancelled and refunded orders read as that, then returned ones; a partial refund comes
 * before where the goods are. Clients that care about both read the exact statuses.
 */
export function summarizeOrder({ status, reserved, paymentStatus, fulfillmentStatus }: OrderState): OrderSummaryStatus {
  if (status === "cancelled") return "cancelled";
  if (status === "pending") return TOOK_MONEY.has(paymentStatus) ? "paid" : reserved ? "reserved" : "pending";
  if (paymentStatus === "refunded") return "refunded";
  if (fulfillmentStatus === "returned") return "returned";
  if (paymentStatus === "partially_refunded") return "partially_refunded";
  return FULFILLMENT_SUMMARY[fulfillmentStatus];
}

/** What a shopper reads first about an order. As long as goods are to come, they matter more than a partial refund. */
export function headlineOf({ status, fulfillmentStatus }: OrderStatuses): OrderSummaryStatus {
  const goods = FULFILLMENT_SUMMARY[fulfillmentStatus];
  return status === "partially_refunded" && goods !== "delivered" && goods !== "returned" ? goods : status;
}

/** The state of an order as it leaves the server. */
export function showStatuses(state: OrderState): OrderStatuses {
  const { status: orderStatus, paymentStatus, fulfillmentStatus } = state;
  return { status: summarizeOrder(state), orderStatus, paymentStatus, fulfillmentStatus };
}

/** The first change from `from` to `to` that its table does not allow, or null. Axes that `to` leaves out stay as they are. */
export function illegalTransition(from: OrderState, to: Partial<OrderState>): string | null {
  const axes = [
    [from.status, to.status, ORDER_TRANSITIONS],
    [from.paymentStatus, to.paymentStatus, PAYMENT_TRANSITIONS],
    [from.fulfillmentStatus, to.fulfillmentStatus, FULFILLMENT_TRANSITIONS],
  ] as const;
  for (const [before, after, table] of axes) {
    const next: readonly string[] = (table as Transitions<string>)[before] ?? []; // each table is keyed by its own axis
    if (after !== undefined && after !== before && !next.includes(after)) return `${before} -> ${after}`;
  }
  return null;
}

/** Whether an order's checkout has ended, in either way. */
export function isSettled(status: OrderStatus): boolean {
  return status !== "pending";
}

/** How long after placing an order its shopper may cancel it, in seconds. Staff may cancel later, until something ships. */
export const CANCEL_WINDOW_SECONDS = 3_600;

const NOT_SHIPPED: ReadonlySet<FulfillmentStatus> = new Set(["unfulfilled", "partially_packed", "packed"]);

/** Whether an order can be cancelled, as far as its state goes: nothing has shipped. */
export function isCancellable(state: Pick<OrderState, "status" | "fulfillmentStatus">): boolean {
  return ORDER_TRANSITIONS[state.status].includes("cancelled") && NOT_SHIPPED.has(state.fulfillmentStatus);
}

const RETURNABLE: ReadonlySet<FulfillmentStatus> = new Set(["partially_delivered", "delivered", "partially_returned"]);

/** Whether a shopper can ask to return something, as far as the order's state goes: it has arrived and is not refunded in full. */
export function isReturnable(state: Pick<OrderState, "status" | "paymentStatus" | "fulfillmentStatus">): boolean {
  return state.status !== "cancelled" && state.paymentStatus !== "refunded" && RETURNABLE.has(state.fulfillmentStatus);
}
