import { z } from "zod";

/**
 * The life of an order.
 *
 * An order is `pending` when it was placed, `reserved` when its stock is held, `paid` when the money was taken and
 * `confirmed` when both are final. From there people act: `packed`, `shipped`, `delivered`, `returned`. Until it ships it
 * may be `cancelled`, which gives back stock and money. Money given back after delivery makes it `partially_refunded` or
 * `refunded`. `cancelled` and `refunded` end it.
 */
export const OrderStatus = z.enum([
  "pending",
  "reserved",
  "paid",
  "confirmed",
  "packed",
  "shipped",
  "delivered",
  "cancelled",
  "returned",
  "refunded",
  "partially_refunded",
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** Every legal move, and nothing else. The engine, the admin's buttons and the reachability test all read this table. */
export const ORDER_MOVES: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ["reserved", "cancelled"],
  reserved: ["paid", "cancelled"],
  paid: ["confirmed", "cancelled"],
  confirmed: ["packed", "cancelled", "partially_refunded", "refunded"],
  packed: ["shipped", "cancelled", "partially_refunded", "refunded"],
  shipped: ["delivered", "returned", "partially_refunded", "refunded"],
  delivered: ["returned", "partially_refunded", "refunded"],
  returned: ["partially_refunded", "refunded"],
  partially_refunded: ["packed", "shipped", "delivered", "returned", "refunded"],
  cancelled: [],
  refunded: [],
};

/** Whether an order may go from one status to another. */
export function mayMove(from: OrderStatus, to: OrderStatus): boolean {
  return ORDER_MOVES[from].includes(to);
}

/** An order is settled once its checkout has ended, one way or the other. */
export function isSettled(status: OrderStatus): boolean {
  return status !== "pending" && status !== "reserved" && status !== "paid";
}

/** How long after placing an order its shopper may cancel it himself, in seconds. Staff may later, until it ships. */
export const CANCEL_WINDOW_SECONDS = 3_600;

/** Whether a shopper may cancel, as far as the status goes: it is settled and has not left the house. */
export function isCancellable(status: OrderStatus): boolean {
  return isSettled(status) && mayMove(status, "cancelled");
}

/** Whether a shopper may ask to send something back, as far as the status goes. */
export function isReturnable(status: OrderStatus): boolean {
  return status === "shipped" || status === "delivered";
}
