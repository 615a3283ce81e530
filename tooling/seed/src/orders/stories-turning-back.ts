import type { Random } from "../random.ts";
import { confirmed } from "./stories-going-well.ts";
import { MINUTE, type Story } from "./story.ts";
import {
  CREATED,
  done,
  intent,
  NOTHING_SPECIAL,
  paceOf,
  PLACED,
  REFUND,
  reservedAt,
  undone,
  update,
} from "./story-parts.ts";

const CANCELLED_UNCHARGED = `${update("cancelled")} ${update("notCharged")}`;

/** The card was declined: the stock goes back on the shelf and the order is cancelled. */
export function declined(random: Random, failure: "payment_declined" | "payment_insufficient_funds"): Story {
  const { reservedMs, askedMs, paidMs } = paceOf(random);
  const releasedMs = paidMs + random.between(20, 60);
  const endMs = releasedMs + random.between(15, 45);
  const message = update(failure === "payment_declined" ? "paymentDeclined" : "paymentInsufficientFunds");
  return {
    ...NOTHING_SPECIAL,
    status: "cancelled",
    cancelReason: failure,
    events: [
      CREATED,
      reservedAt(reservedMs),
      { type: "payment.failed", atMs: paidMs, message },
      { type: "inventory.released", atMs: releasedMs, message: update("released") },
      { type: "order.cancelled", atMs: endMs, message: CANCELLED_UNCHARGED },
    ],
    sagas: [
      {
        kind: "checkout",
        state: "compensated",
        step: "place",
        attempts: 0,
        failure,
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
            outcome: "refused",
            fromMs: askedMs,
            toMs: paidMs,
            error: failure,
          },
          undone("reserve", paidMs + 8, releasedMs),
          undone("place", releasedMs + 6, endMs),
        ],
      },
    ],
    stock: [
      { kind: "reserve", atMs: reservedMs },
      { kind: "release", atMs: releasedMs },
    ],
    payment: {
      state: "declined",
      token: failure === "payment_declined" ? "tok_decline" : "tok_insufficient_funds",
      failure,
      capturedMs: null,
      refunds: [],
    },
    settledMs: endMs,
  };
}

/** The stock ran out. Nothing was reserved or charged. */
export function soldOut(random: Random, title: string): Story {
  const { reservedMs } = paceOf(random);
  const endMs = reservedMs + random.between(20, 50);
  const message = update("shortOf", { titles: title });
  return {
    ...NOTHING_SPECIAL,
    status: "cancelled",
    cancelReason: "out_of_stock",
    events: [
      CREATED,
      { type: "inventory.reservation_failed", atMs: reservedMs, message },
      { type: "order.cancelled", atMs: endMs, message: CANCELLED_UNCHARGED },
    ],
    sagas: [
      {
        kind: "checkout",
        state: "compensated",
        step: "place",
        attempts: 0,
        failure: "out_of_stock",
        lastError: null,
        startMs: 0,
        journal: [
          PLACED,
          {
            step: "reserve",
            direction: "do",
            attempt: 1,
            outcome: "refused",
            fromMs: 12,
            toMs: reservedMs,
            error: "out_of_stock",
          },
          undone("place", reservedMs + 8, endMs),
        ],
      },
    ],
    stock: [],
    payment: null,
    settledMs: endMs,
  };
}

/** The shopper cancelled within the hour. Payment and stock are returned. */
export function cancelledByShopper(random: Random): Story {
  const story = confirmed(random);
  const startMs = random.between(6, 50) * MINUTE;
  const refundedMs = startMs + random.between(180, 420);
  const endMs = refundedMs + random.between(30, 80);
  return {
    ...story,
    status: "cancelled",
    cancelReason: "cancelled_by_shopper",
    events: [
      ...story.events,
      { type: "order.cancelled", atMs: startMs, message: `${update("cancelledByYou")} ${update("moneyBack")}` },
      { type: "payment.refunded", atMs: refundedMs, message: update("refunded", { amount: REFUND }) },
    ],
    sagas: [
      ...story.sagas,
      {
        kind: "cancellation",
        state: "completed",
        step: "close",
        attempts: 0,
        failure: null,
        lastError: null,
        startMs,
        reason: "cancelled_by_shopper",
        journal: [
          done("mark", startMs, startMs + 7),
          intent("refund", startMs + 15),
          done("refund", startMs + 15, refundedMs),
          done("restock", refundedMs + 6, refundedMs + 24),
          done("close", refundedMs + 26, endMs),
        ],
      },
    ],
    stock: [...story.stock, { kind: "restock", atMs: refundedMs + 24 }],
    payment: story.payment && {
      ...story.payment,
      state: "refunded",
      refunds: [{ percent: 100, atMs: refundedMs, done: true, reason: "cancelled_by_shopper" }],
    },
  };
}
