import { sumMinor } from "@cartwright/contracts/money";
import { chargePartMinor, type Payment, type Refund } from "../../../payments/payment.ts";
import { holdsMoney } from "../../../payments/payment-state.ts";
import { giftCardPart } from "../../../payments/refund-payment.ts";
import { definitionOf, directionOf } from "../../engine/definition.ts";
import type { Saga } from "../../engine/saga.ts";
import { refundKeyOf } from "./refund-key.ts";
import { SAGAS } from "../definitions.ts";

/** What the refund step of a saga has still to make. */
export interface FailingRefund {
  /** The key of the saga's own refund. */
  readonly key: string;
  /** Its own refund is not opened yet, and this much is left for it. 0 when it is opened, or nothing is left. */
  readonly unopenedMinor: number;
  /** Refunds that are opened and not made: its own, and those that no other saga will make. */
  readonly opened: readonly Refund[];
  /** What the provider has to pay for all of them. Gift cards get their parts without it. */
  readonly amountMinor: number;
}

/** Whether a saga's present step has been failing, or has failed for good. */
export const isFailing = ({ state, data }: Pick<Saga, "state" | "data">) =>
  state === "stuck" || ((state === "running" || state === "compensating") && Boolean(data.failingSince));

/** The direction that a saga goes in, also while it is stuck. */
export const goingOf = ({ state, data }: Pick<Saga, "state" | "data">) =>
  state === "stuck" ? (data.resumeAs ?? "compensating") : state;

/**
 * The refund that a saga is failing to make, or null: it does not fail, fails at something else, or the provider holds no money
 * of this order. `others` are the keys of the refunds that other unfinished sagas of the order will make. Pure.
 */
export function failingRefund(
  saga: Saga,
  books: {
    readonly payment: Payment | null;
    readonly refunds: readonly Refund[];
    readonly others: ReadonlySet<string>;
  },
): FailingRefund | null {
  const { payment, refunds, others } = books;
  if (!isFailing(saga) || !payment || !holdsMoney(payment.state)) return null;
  const direction = directionOf(definitionOf(SAGAS, saga), { ...saga, state: goingOf(saga) });
  if (direction?.command !== "payment.refund") return null;
  const key = refundKeyOf(saga);
  const own = refunds.find(({ idempotencyKey }) => idempotencyKey === key);
  const waiting = refunds.filter(({ state }) => state === "intent");
  const opened = waiting.filter(({ idempotencyKey }) => !others.has(idempotencyKey));
  const leftMinor = payment.amountMinor - payment.refundedMinor - sumMinor(waiting.map((each) => each.amountMinor));
  const unopenedMinor = own ? 0 : Math.min(saga.data.refundMinor ?? leftMinor, leftMinor);
  const unopenedCharge = unopenedMinor - giftCardPart(payment, refunds, unopenedMinor);
  const amountMinor = unopenedCharge + sumMinor(opened.map(chargePartMinor));
  return amountMinor > 0 ? { key, unopenedMinor, opened, amountMinor } : null;
}
