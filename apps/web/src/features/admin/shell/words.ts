import type { OrderSummaryStatus } from "@cartwright/contracts/order-status";
import type { Tone } from "@cartwright/ui/badge";

export interface Word {
  readonly label: string;
  readonly tone: Tone;
}

/** The status as staff speak of it. */
export const STATUS_WORD: Readonly<Record<OrderSummaryStatus, Word>> = {
  pending: { label: "Pending", tone: "accent" },
  reserved: { label: "Reserved", tone: "accent" },
  paid: { label: "Paid", tone: "accent" },
  confirmed: { label: "Confirmed", tone: "good" },
  packed: { label: "Packed", tone: "good" },
  partially_shipped: { label: "Partly shipped", tone: "good" },
  shipped: { label: "Shipped", tone: "good" },
  delivered: { label: "Delivered", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  returned: { label: "Returned", tone: "warn" },
  refunded: { label: "Refunded", tone: "neutral" },
  partially_refunded: { label: "Partly refunded", tone: "warn" },
};

/** The states of each axis, for filters and facts. */
export const STATE_WORD: Readonly<
  Record<"orderStatus" | "paymentStatus" | "fulfillmentStatus", Readonly<Record<string, string>>>
> = {
  orderStatus: { pending: "Pending", confirmed: "Confirmed", completed: "Completed", cancelled: "Cancelled" },
  paymentStatus: {
    unpaid: "Unpaid",
    authorized: "Authorised",
    paid: "Paid",
    partially_refunded: "Partly refunded",
    refunded: "Refunded",
    voided: "Voided",
    failed: "Failed",
  },
  fulfillmentStatus: {
    unfulfilled: "Unfulfilled",
    partially_packed: "Partly packed",
    packed: "Packed",
    partially_shipped: "Partly shipped",
    shipped: "Shipped",
    partially_delivered: "Partly delivered",
    delivered: "Delivered",
    partially_returned: "Partly returned",
    returned: "Returned",
  },
};

const TONES: Readonly<Record<string, Tone>> = {
  // sagas
  running: "accent",
  compensating: "warn",
  completed: "good",
  compensated: "neutral",
  stuck: "bad",
  // outcomes of attempts
  intent: "neutral",
  done: "good",
  refused: "bad",
  retry: "warn",
  waiting: "neutral",
  failed: "bad",
  skipped: "neutral",
  // payments and reservations
  captured: "good",
  requires_action: "warn",
  unknown: "warn",
  declined: "bad",
  voided: "neutral",
  refunded: "neutral",
  partially_refunded: "warn",
  held: "accent",
  committed: "good",
};

/** Tone and label of a word of the engine. A word that this page does not know yet is shown plainly. */
export function engineWord(word: string): Word {
  const text = word.replaceAll(/[_.-]/g, " ");
  return { label: text.charAt(0).toUpperCase() + text.slice(1), tone: TONES[word] ?? "neutral" };
}

/** Milliseconds as a person says them: `85 ms`, `2.4 s`, `3 min`, `2 h`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}
