import { OrderNumber } from "@cartwright/contracts/ids";
import { expect, test } from "vitest";
import { judgeResponses } from "./response-invariants.ts";

const numbers = ["CW-7K3M-9QTR", "CW-7K3M-9QTS", "CW-7K3M-9QTT"].map((number) => OrderNumber.parse(number));
const found = numbers.map((number) => ({ number, lastSeq: 4 }));
const watched = [{ number: "CW-7K3M-9QTR", seqs: [1, 2, 3, 4] }];
const tally = { placed: numbers, unanswered: [], watched };

/** The names of the invariants that are broken, with their counts. */
const broken = (...args: Parameters<typeof judgeResponses>) =>
  Object.fromEntries(judgeResponses(...args).flatMap((it) => (it.violations > 0 ? [[it.name, it.violations]] : [])));

test("nothing is broken when responses and orders agree", () => {
  expect(broken(tally, found)).toEqual({});
  expect(judgeResponses(tally, found).map(({ checked }) => checked)).toEqual([3, 3, 3, 3, 1]);
});

test("finds an acknowledged order that is missing", () => {
  expect(broken(tally, found.slice(1))).toEqual({
    "every acknowledged order exists": 1,
    "open pages received every event once, in order": 1,
  });
});

test("finds an order that no buyer got a response for", () => {
  expect(broken({ ...tally, placed: numbers.slice(1) }, found)).toEqual({
    "every existing order was acknowledged": 1,
  });
});

test("finds one order for two buyers, and a buyer without a response", () => {
  expect(broken({ ...tally, placed: [...numbers, ...numbers.slice(0, 1)] }, found)).toEqual({
    "no buyer has two orders": 1,
  });
  expect(broken({ ...tally, unanswered: ["checkout.place"] }, found)).toEqual({
    "every buyer got a response in the end": 1,
  });
});

test.each([[[1, 2, 4]], [[1, 2, 2, 3, 4]], [[1, 3, 2, 4]], [[1, 2, 3]], [[]]])(
  "finds a page that received %j of four events",
  (seqs) => {
    expect(broken({ ...tally, watched: [{ number: "CW-7K3M-9QTR", seqs }] }, found)).toEqual({
      "open pages received every event once, in order": 1,
    });
  },
);
