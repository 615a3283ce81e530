import type { Order } from "@cartwright/contracts/orders";

/** How often documents that are being issued are looked for, and how many times at most. */
export const DOCUMENTS_POLL_MS = 2_000;
export const DOCUMENT_POLLS_MAX = 20;

/** How many documents an order gets by what has happened to it: they follow it within seconds. */
export function expectedDocuments({ timeline, refunds }: Pick<Order, "timeline" | "refunds">): number {
  if (!timeline.some(({ type }) => type === "order.confirmed")) return 0;
  return 1 + refunds.filter(({ state }) => state === "done").length;
}
