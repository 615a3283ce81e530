import type { Tally } from "./crowd.ts";
import { type Invariant, judge } from "./invariant.ts";

/** An order of the run as the database has it. */
export interface FoundOrder {
  readonly number: string;
  readonly lastSeq: number;
}

const countFrom1 = (seqs: readonly number[], last: number) =>
  seqs.length === last && seqs.every((seq, index) => seq === index + 1);

/** Compares the responses that buyers got with the orders that exist. Pure. */
export function judgeResponses(
  tally: Pick<Tally, "placed" | "unanswered"> & {
    readonly watched: readonly { readonly number: string; readonly seqs: readonly number[] }[];
  },
  found: readonly FoundOrder[],
): Invariant[] {
  const known = new Set<string>(tally.placed);
  const there = new Map(found.map((order) => [order.number, order]));
  return [
    judge("every buyer got a response in the end", tally.placed.length + tally.unanswered.length, tally.unanswered),
    judge(
      "every acknowledged order exists",
      tally.placed.length,
      tally.placed.filter((number) => !there.has(number)),
    ),
    judge("no buyer has two orders", tally.placed.length, repeated(tally.placed)),
    judge(
      "every existing order was acknowledged",
      found.length,
      found.filter(({ number }) => !known.has(number)).map(({ number }) => number),
    ),
    judge(
      "open pages received every event once, in order",
      tally.watched.length,
      tally.watched
        .filter(({ number, seqs }) => !countFrom1(seqs, there.get(number)?.lastSeq ?? 0))
        .map(({ number, seqs }) => `${number} was told ${seqs.join(" ")} of ${there.get(number)?.lastSeq ?? 0}`),
    ),
  ];
}

/** Order numbers that occur more than once: two purchases that got the same order. */
function repeated(numbers: readonly string[]): string[] {
  const seen = new Set<string>();
  return numbers.filter((number) => seen.size === seen.add(number).size);
}
