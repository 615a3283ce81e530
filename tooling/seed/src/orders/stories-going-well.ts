import type { Random } from "../random.ts";
import { DAY, HOUR, type ReturnStory, type Story } from "./story.ts";
import {
  CREATED,
  done,
  intent,
  NOTHING_SPECIAL,
  paceOf,
  paidAt,
  PLACED,
  REFUND,
  reservedAt,
  update,
} from "./story-parts.ts";

/** A checkout that went well. */
export function confirmed(random: Random): Story {
  const { reservedMs, askedMs, paidMs, confirmedMs } = paceOf(random);
  return {
    ...NOTHING_SPECIAL,
    status: "confirmed",
    events: [
      CREATED,
      reservedAt(reservedMs),
      paidAt(paidMs),
      { type: "order.confirmed", atMs: confirmedMs, message: update("confirmed") },
    ],
    sagas: [
      {
        kind: "checkout",
        state: "completed",
        step: "confirm",
        attempts: 0,
        failure: null,
        lastError: null,
        startMs: 0,
        journal: [
          PLACED,
          done("reserve", 12, reservedMs),
          intent("pay", askedMs),
          done("pay", askedMs, paidMs),
          done("confirm", paidMs + 6, confirmedMs),
        ],
      },
    ],
    stock: [
      { kind: "reserve", atMs: reservedMs },
      { kind: "commit", atMs: confirmedMs },
    ],
    payment: { state: "captured", token: "tok_approve", failure: null, capturedMs: paidMs, refunds: [] },
    settledMs: confirmedMs,
  };
}

export function packed(random: Random): Story {
  const story = confirmed(random);
  const atMs = random.between(3, 14) * HOUR;
  return {
    ...story,
    status: "packed",
    events: [...story.events, { type: "order.packed", atMs, message: update("packed") }],
  };
}

export function shipped(random: Random): Story {
  const story = packed(random);
  const atMs = random.between(16, 26) * HOUR;
  const tracking = `CWP${random.between(10_000_000, 99_999_999)}`;
  return {
    ...story,
    status: "shipped",
    tracking,
    events: [...story.events, { type: "order.shipped", atMs, message: update("shipped", { tracking }) }],
  };
}

/** One unit has shipped, the rest follows. Needs an order of at least two units. */
export function partiallyShipped(random: Random): Story {
  return { ...shipped(random), status: "partially_shipped", shipsInPart: true };
}

export function delivered(random: Random): Story {
  const story = shipped(random);
  const atMs = random.between(42, 80) * HOUR;
  return {
    ...story,
    status: "delivered",
    events: [...story.events, { type: "order.delivered", atMs, message: update("delivered") }],
  };
}

type ReturnedStory = Story & { readonly returned: ReturnStory };

/** The shopper asks to send goods back. Staff have not decided yet. */
function askedToReturn(random: Random, about: Pick<ReturnStory, "reason" | "inPart">): ReturnedStory {
  const story = delivered(random);
  const atMs = 4 * DAY + random.between(0, 20) * HOUR;
  return {
    ...story,
    returned: { ...about, atMs, received: false },
    events: [...story.events, { type: "order.return_requested", atMs, message: update("returnRequested") }],
  };
}

/** The goods have arrived. The refund is still to come. */
function received(story: ReturnedStory): Story {
  const backMs = story.returned.atMs + 3 * DAY;
  return {
    ...story,
    returned: { ...story.returned, received: true },
    stock: [...story.stock, { kind: "restock", atMs: backMs }],
    events: [...story.events, { type: "order.returned", atMs: backMs, message: update("returned") }],
  };
}

const ONE_UNIT = { reason: "The colour does not match.", inPart: true };

/** The shopper asks to send one unit back and keeps the rest. Needs an order of at least two units. */
export const returnRequested = (random: Random): Story => askedToReturn(random, ONE_UNIT);

/** The same once the unit has arrived. */
export const returnedInPart = (random: Random): Story => received(askedToReturn(random, ONE_UNIT));

/** Everything was returned. */
export function returned(random: Random): Story {
  const story = askedToReturn(random, { reason: "It is a size too small.", inPart: false });
  return { ...received(story), status: "returned" };
}

/** A refund in part or in full after delivery. */
export function refunded(random: Random, percent: number): Story {
  const story = percent === 100 ? returned(random) : delivered(random);
  const startMs = (story.events.at(-1)?.atMs ?? 0) + 3 * HOUR;
  const endMs = startMs + random.between(180, 520);
  const reason = percent === 100 ? "returned" : "one item arrived damaged";
  return {
    ...story,
    status: percent === 100 ? "refunded" : "partially_refunded",
    payment: story.payment && {
      ...story.payment,
      state: percent === 100 ? "refunded" : "partially_refunded",
      refunds: [{ percent, atMs: endMs, done: true, reason }],
    },
    sagas: [
      ...story.sagas,
      {
        kind: "refund",
        state: "completed",
        step: "refund",
        attempts: 0,
        failure: null,
        lastError: null,
        startMs,
        reason,
        journal: [intent("refund", startMs + 14), done("refund", startMs + 14, endMs)],
      },
    ],
    events: [
      ...story.events,
      { type: "payment.refunded", atMs: endMs, message: update("refunded", { amount: REFUND }) },
    ],
  };
}
