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
