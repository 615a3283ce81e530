import type { OrderSummaryStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import type { OrderWork } from "@cartwright/contracts/order-work";
import type { Tone } from "@cartwright/ui/badge";

export const STATUS_TONE: Readonly<Record<OrderSummaryStatus, Tone>> = {
  pending: "accent",
  reserved: "accent",
  paid: "accent",
  confirmed: "good",
  packed: "good",
  partially_shipped: "good",
  shipped: "good",
  delivered: "neutral",
  cancelled: "neutral",
  returned: "warn",
  refunded: "neutral",
  partially_refunded: "warn",
};

export const PAYMENT_TONE: Readonly<Record<PaymentStatus, Tone>> = {
  unpaid: "warn",
  authorized: "accent",
  paid: "good",
  partially_refunded: "neutral",
  refunded: "neutral",
  voided: "neutral",
  failed: "bad",
};

export const WORK_TONE: Readonly<Record<OrderWork, Tone>> = {
  attention: "bad",
  processing: "neutral",
  to_pack: "warn",
  to_ship: "accent",
  part_shipped: "accent",
  shipped: "good",
  part_delivered: "good",
  delivered: "neutral",
  part_returned: "neutral",
  returned: "neutral",
  nothing_to_send: "neutral",
  cancelled: "neutral",
};

const STATE_TONE = {
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
} as const satisfies Readonly<Record<string, Tone>>;

/** A state of a saga, an attempt, a payment or a reservation that has a label of its own. */
export type KnownState = keyof typeof STATE_TONE;

export const isKnownState = (state: string): state is KnownState => Object.hasOwn(STATE_TONE, state);

export const toneOf = (state: KnownState): Tone => STATE_TONE[state];
