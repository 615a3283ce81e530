import type { Random } from "../random.ts";
import { type JournalStory, MINUTE, SECOND, type Story } from "./story.ts";
import {
  CREATED,
  done,
  failed,
  intent,
  NOTHING_SPECIAL,
  paceOf,
  paidAt,
  PLACED,
  reservedAt,
  update,
} from "./story-parts.ts";

/** Placed a moment ago; its first step met a locked row and waits for its retry. */
export function pending(): Story {
  return {
    ...NOTHING_SPECIAL,
    status: "pending",
    events: [CREATED, { type: "saga.retry_scheduled", atMs: 640, message: update("retry", { seconds: 1 }) }],
    sagas: [
      {
        kind: "checkout",
        state: "running",
        step: "reserve",
        attempts: 1,
        failure: null,
        lastError: "a stock count holds these rows",
        startMs: 0,
        journal: [
          PLACED,
          {
            step: "reserve",
            direction: "do",
            attempt: 1,
            outcome: "retry",
            fromMs: 14,
            toMs: 640,
            error: "a stock count holds these rows",
          },
        ],
      },
    ],
    stock: [],
    payment: null,
    settledMs: null,
  };
}

/** The provider was asked and has not decided: its webhook will. */
export function reserved(random: Random): Story {
  const { reservedMs, askedMs } = paceOf(random);
  const lostMs = askedMs + 10 * SECOND;
  return {
    ...NOTHING_SPECIAL,
    status: "reserved",
    events: [
      CREATED,
      reservedAt(reservedMs),
      { type: "payment.delayed", atMs: lostMs, message: update("paymentDelayed") },
    ],
    sagas: [
      {
        kind: "checkout",
        state: "running",
        step: "pay",
        attempts: 0,
        failure: null,
        lastError: null,
        startMs: 0,
        journal: [
          PLACED,
          done("reserve", 12, reservedMs),
          intent("pay", askedMs),
          {
            step: "pay",
            direction: "do",
            attempt: 1,
            outcome: "waiting",
            fromMs: askedMs,
            toMs: lostMs,
            error: "payment_timeout",
          },
        ],
      },
    ],
    stock: [{ kind: "reserve", atMs: reservedMs }],
    payment: { state: "unknown", token: "tok_timeout", failure: null, capturedMs: null, refunds: [] },
    settledMs: null,
  };
}

const UNDO_ATTEMPTS = 10;
const UNDO_ERROR = "The payment provider was out of service (503).";

/** Ten failed attempts at a refund, with growing pauses. */
function refundAttempts(random: Random, fromMs: number): JournalStory[] {
  const tries: JournalStory[] = [];
  let atMs = fromMs;
  for (let attempt = 1; attempt <= UNDO_ATTEMPTS; attempt += 1) {
    const toMs = atMs + random.between(90, 260);
    const outcome = attempt === UNDO_ATTEMPTS ? "failed" : "retry";
    tries.push({ ...intent("pay", atMs, "undo"), attempt });
    tries.push({ step: "pay", direction: "undo", attempt, outcome, fromMs: atMs, toMs, error: UNDO_ERROR });
    atMs = toMs + Math.min(60_000, 500 * 2 ** (attempt - 1));
  }
  return tries;
}

/**
 * The payment was captured after the reserved stock had been sold to others, and the refund failed ten times. The saga is
 * stuck with its attempts in the journal, and needs a person.
 */
export function stuck(random: Random): Story {
  const { reservedMs, askedMs } = paceOf(random);
  const lostMs = askedMs + 10 * SECOND;
  const expiredMs = 15 * MINUTE;
  const paidMs = expiredMs + 40 * SECOND;
  const refusedMs = paidMs + 60;
  const tries = refundAttempts(random, refusedMs + 20);
  const refund = { percent: 100, atMs: refusedMs + 20, done: false, reason: "out_of_stock" };
  return {
    ...NOTHING_SPECIAL,
    status: "paid",
    events: [
      CREATED,
      reservedAt(reservedMs),
      { type: "payment.delayed", atMs: lostMs, message: update("paymentDelayed") },
      paidAt(paidMs),
      { type: "inventory.reservation_failed", atMs: refusedMs, message: update("soldWhileWaiting") },
      { type: "saga.retry_scheduled", atMs: refusedMs + 300, message: update("retryUndo", { seconds: 1 }) },
      { type: "saga.stuck", atMs: tries.at(-1)?.toMs ?? refusedMs, message: update("stuck") },
    ],
    sagas: [
      {
        kind: "checkout",
        state: "stuck",
        step: "pay",
        attempts: UNDO_ATTEMPTS,
        failure: "out_of_stock",
        lastError: UNDO_ERROR,
        startMs: 0,
        journal: [
          PLACED,
          done("reserve", 12, reservedMs),
          intent("pay", askedMs),
          failed("pay", "waiting", { fromMs: askedMs, toMs: lostMs, error: "payment_timeout" }),
          done("pay", paidMs - 30, paidMs),
          failed("confirm", "refused", { fromMs: paidMs + 8, toMs: refusedMs, error: "out_of_stock" }),
          ...tries,
        ],
      },
    ],
    stock: [
      { kind: "reserve", atMs: reservedMs },
      { kind: "expire", atMs: expiredMs },
    ],
    payment: { state: "captured", token: "tok_timeout", failure: null, capturedMs: paidMs, refunds: [refund] },
    settledMs: null,
  };
}
