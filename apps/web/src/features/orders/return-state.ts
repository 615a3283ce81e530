import type { Order } from "@cartwright/contracts/orders";

/** Whether a shopper may ask to send an order back, has asked and waits for an answer, or neither. */
export type ReturnState = "may_ask" | "asked" | "none";

/** What is over needs no answer any more. */
const OVER: ReadonlySet<Order["status"]> = new Set<Order["status"]>(["returned", "refunded", "cancelled"]);

/**
 * Reads it from the server's word (`returnable`) and from the timeline, which live events reach first: an order that was asked about
 * in another tab takes no second request while the rest of it is still on its way.
 */
export function returnState({
  status,
  returnable,
  timeline,
}: Pick<Order, "status" | "returnable" | "timeline">): ReturnState {
  if (OVER.has(status)) return "none";
  if (timeline.some(({ type }) => type === "order.returned")) return "none";
  if (timeline.some(({ type }) => type === "order.return_requested")) return "asked";
  return returnable ? "may_ask" : "none";
}
