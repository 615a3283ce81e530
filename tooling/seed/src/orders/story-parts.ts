import { getTranslations } from "@cartwright/messages/get-translations";
import type { Random } from "../random.ts";
import type { JournalStory } from "./story.ts";

/** How many milliseconds the parts of a checkout took. */
export interface Pace {
  readonly reservedMs: number;
  readonly askedMs: number;
  readonly paidMs: number;
  readonly confirmedMs: number;
}

export function paceOf(random: Random): Pace {
  const reservedMs = random.between(25, 90);
  const askedMs = reservedMs + random.between(8, 40);
  const paidMs = askedMs + random.between(110, 480);
  return { reservedMs, askedMs, paidMs, confirmedMs: paidMs + random.between(15, 70) };
}

export const done = (step: string, fromMs: number, toMs: number): JournalStory => ({
  step,
  direction: "do",
  attempt: 1,
  outcome: "done",
  fromMs,
  toMs,
});
export const undone = (step: string, fromMs: number, toMs: number): JournalStory => ({
  ...done(step, fromMs, toMs),
  direction: "undo",
});
export const intent = (step: string, fromMs: number, direction: "do" | "undo" = "do"): JournalStory => ({
  step,
  direction,
  attempt: 1,
  outcome: "intent",
  fromMs,
  toMs: null,
});

/** The updates that shoppers read on the order page. */
export const update = getTranslations("orderUpdates");
/** The refund of an order in a message, until the order's amounts are known. */
export const REFUND = "{refund}";

export const CREATED = { type: "order.created", atMs: 0, message: update("created") } as const;
export const reservedAt = (atMs: number) =>
  ({ type: "inventory.reserved", atMs, message: update("reserved") }) as const;
export const paidAt = (atMs: number) => ({ type: "payment.processed", atMs, message: update("paid") }) as const;
export const PLACED = done("place", 0, 9);

export const NOTHING_SPECIAL = { cancelReason: null, tracking: null, shipsInPart: false, returned: null } as const;

/** An attempt that did not end well. */
export const failed = (
  step: string,
  outcome: "refused" | "waiting",
  at: { readonly fromMs: number; readonly toMs: number; readonly error: string },
): JournalStory => ({ step, direction: "do", attempt: 1, outcome, ...at });
