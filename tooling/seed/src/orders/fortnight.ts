import type { Random } from "../random.ts";
import {
  confirmed,
  delivered,
  packed,
  partiallyShipped,
  refunded,
  returned,
  returnedInPart,
  returnRequested,
  shipped,
} from "./stories-going-well.ts";
import { pending, reserved, stuck } from "./stories-still-open.ts";
import { cancelledByShopper, declined, soldOut } from "./stories-turning-back.ts";
import { DAY, HOUR, MINUTE, type Story } from "./story.ts";

/** One demo order to come: when it was placed, and what became of it. `title` is its first item's. */
export interface PlannedOrder {
  readonly agoMs: number;
  /** Whether it belongs to the demo shopper's account; the others are guests'. */
  readonly member: boolean;
  readonly promotion: boolean;
  /** Whether it needs at least two different items. */
  readonly severalItems: boolean;
  createStory(random: Random, title: string): Story;
}

type CreateStory = PlannedOrder["createStory"];

/** Stories that need time, oldest first: days ago, how many, what became of them. */
const PAST: readonly (readonly [days: number, count: number, createStory: CreateStory])[] = [
  [13.4, 1, (random) => refunded(random, 100)],
  [13, 3, delivered],
  [12.2, 1, returned],
  [11.5, 4, delivered],
  [11, 1, returnedInPart],
  [10.6, 1, (random) => refunded(random, 25)],
  [10, 3, delivered],
  [9.3, 1, (random) => declined(random, "payment_declined")],
  [8.8, 4, delivered],
  [8.1, 1, (random) => refunded(random, 100)],
  [7.4, 3, delivered],
  [7, 1, returnRequested],
  [6.6, 1, (random) => refunded(random, 40)],
  [6, 4, delivered],
  [5.2, 1, cancelledByShopper],
  [4.6, 3, delivered],
  [3.1, 4, shipped],
  [2.6, 1, (random, title) => soldOut(random, title)],
  [2.2, 4, shipped],
  [1.5, 2, shipped],
  [1.4, 1, partiallyShipped],
  [1.2, 1, (random) => declined(random, "payment_insufficient_funds")],
];

/** The last day, hour by hour, so that the dashboard has something to draw: hours ago and what became of them. */
const LATELY: readonly (readonly [hours: number, createStory: CreateStory])[] = [
  [23.4, packed],
  [22.1, packed],
  [20.7, packed],
  [19.2, packed],
  [17.9, packed],
  [15.3, packed],
  [13.2, confirmed],
  [12.6, (random) => declined(random, "payment_declined")],
  [11.4, confirmed],
  [10.8, confirmed],
  [9.1, confirmed],
  [8.3, confirmed],
  [7.7, cancelledByShopper],
  [6.2, confirmed],
  [5.5, confirmed],
  [4.9, confirmed],
  [3.6, confirmed],
  [2.8, confirmed],
  [2.1, (random) => declined(random, "payment_declined")],
  // Long enough ago for the first check of the books to find its refund.
  [1.5, stuck],
  [0.9, confirmed],
  [0.6, confirmed],
  [0.4, reserved],
  [0.2, confirmed],
  [0.05, pending],
];

/** What became of orders of which one unit goes another way than the rest. */
const IN_PART: ReadonlySet<CreateStory> = new Set([partiallyShipped, returnedInPart, returnRequested]);

/** Two weeks of a small shop, oldest first. Every status occurs. */
export function planFortnight(random: Random): PlannedOrder[] {
  const past = PAST.flatMap(([days, count, createStory]) =>
    Array.from({ length: count }, (_, index) => ({
      agoMs: Math.round(days * DAY - index * random.between(40, 190) * MINUTE),
      createStory,
    })),
  );
  const lately = LATELY.map(([hours, createStory]) => ({ agoMs: Math.round(hours * HOUR), createStory }));
  return [...past, ...lately].map(({ agoMs, createStory }, index) => ({
    agoMs,
    createStory,
    member: index % 6 === 1,
    promotion: index % 9 === 4,
    severalItems: IN_PART.has(createStory),
  }));
}
