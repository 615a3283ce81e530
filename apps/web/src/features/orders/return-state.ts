import type { Order } from "@cartwright/contracts/orders";

/** Whether a shopper can request a return, has requested one that is still open, or neither. */
export type ReturnState = "available" | "requested" | "none";

/** Orders that cannot be returned. */
const CLOSED: ReadonlySet<Order["status"]> = new Set<Order["status"]>(["returned", "refunded", "cancelled"]);

/**
 * Uses the server's `returnable` and the timeline, which live events reach first: after a request in another tab, this one
 * offers no second request while the rest of the order is still loading.
 */
export function returnState({
  status,
  returnable,
  timeline,
}: Pick<Order, "status" | "returnable" | "timeline">): ReturnState {
  if (CLOSED.has(status)) return "none";
  if (timeline.some(({ type }) => type === "order.returned")) return "none";
  if (timeline.some(({ type }) => type === "order.return_requested")) return "requested";
  return returnable ? "available" : "none";
}
