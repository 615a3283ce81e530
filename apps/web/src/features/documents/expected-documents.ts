import type { OrderDocuments } from "@cartwright/contracts/invoices";
import type { Order } from "@cartwright/contracts/orders";

/** How often documents that are being issued are looked for, and how many times at most. */
const POLL_MS = 2_000;
const POLLS_MAX = 20;

/** How many documents an order gets by what has happened to it: they follow it within seconds. */
export function expectedDocuments({
  timeline,
  refunds,
  exchangeOf,
}: Pick<Order, "timeline" | "refunds" | "exchangeOf">): number {
  // The invoice of the returned goods is that of what was sent for them.
  if (exchangeOf || !timeline.some(({ type }) => type === "order.confirmed")) return 0;
  return 1 + refunds.filter(({ state }) => state === "done").length;
}

interface Reading {
  readonly state: { readonly data: OrderDocuments | undefined; readonly dataUpdateCount: number };
}

/** The options of a query for documents: it asks once any is expected, and again until they are all there. */
export const untilIssued = (expected: number) => ({
  enabled: expected > 0,
  refetchInterval: ({ state: { data, dataUpdateCount } }: Reading) => {
    const isComplete = data !== undefined && (!data.issuing || data.documents.length >= expected);
    return isComplete || dataUpdateCount >= POLLS_MAX ? (false as const) : POLL_MS;
  },
});
