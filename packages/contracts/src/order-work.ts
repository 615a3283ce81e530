import { z } from "zod";
import type { FulfillmentStatus, OrderStatuses } from "./order-status.ts";

/**
 * What an order is waiting for, in the words of the people who send it. `attention`: nothing moves until a person acts.
 * `processing`: its checkout is still running. `nothing_to_send`: it was refunded in full before anything was sent.
 */
export const OrderWork = z.enum([
  "attention",
  "processing",
  "to_pack",
  "to_ship",
  "part_shipped",
  "shipped",
  "part_delivered",
  "delivered",
  "part_returned",
  "returned",
  "nothing_to_send",
  "cancelled",
]);
export type OrderWork = z.infer<typeof OrderWork>;

const GOODS: Readonly<Record<FulfillmentStatus, OrderWork>> = {
  unfulfilled: "to_pack",
  partially_packed: "to_pack",
  packed: "to_ship",
  partially_shipped: "part_shipped",
  shipped: "shipped",
  partially_delivered: "part_delivered",
  delivered: "delivered",
  partially_returned: "part_returned",
  returned: "returned",
};

const NOT_SENT: ReadonlySet<OrderWork> = new Set(["to_pack", "to_ship"]);

/**
 * What an order is waiting for, from its three states. `needsPerson`: one of its sagas is stuck, or has been failing for so
 * long that a person should know. `OrderView` lists by the same rules (core's order-views.sql.ts).
 */
export function workOf(
  state: Pick<OrderStatuses, "orderStatus" | "paymentStatus" | "fulfillmentStatus">,
  needsPerson: boolean,
): OrderWork {
  if (needsPerson) return "attention";
  if (state.orderStatus === "pending") return "processing";
  if (state.orderStatus === "cancelled") return "cancelled";
  const work = GOODS[state.fulfillmentStatus];
  const isOver = state.orderStatus === "completed" || state.paymentStatus === "refunded";
  return isOver && NOT_SENT.has(work) ? "nothing_to_send" : work;
}

/** The quick filters of the order list. Each has an index. `returns`: the shopper asked to return something, undecided. */
export const OrderView = z.enum(["to_pack", "to_ship", "part_shipped", "attention", "returns", "shipped"]);
export type OrderView = z.infer<typeof OrderView>;

/** What a view lists, apart from `returns`, which does not depend on the order's state. */
export const WORK_OF_VIEW: Readonly<Record<Exclude<OrderView, "returns">, readonly OrderWork[]>> = {
  to_pack: ["to_pack"],
  to_ship: ["to_ship"],
  part_shipped: ["part_shipped", "part_delivered"],
  attention: ["attention"],
  shipped: ["shipped"],
};
