import { OrderNumber } from "@cartwright/contracts/ids";
import { expect, test } from "vitest";
import { judgeAnswers } from "./answer-invariants.ts";

const numbers = ["CW-7K3M-9QTR", "CW-7K3M-9QTS", "CW-7K3M-9QTT"].map((number) => OrderNumber.parse(number));
const found = numbers.map((number) => ({ number, lastSeq: 4 }));
const watched = [{ number: "CW-7K3M-9QTR", seqs: [1, 2, 3, 4] }];
const tally = { placed: numbers, unanswered: [], watched };

/** The names of the invariants that are broken, with their counts. */
const broken = (...args: Parameters<typeof judgeAnswers>) =>
  Object.fromEntries(judgeAnswers(...args).flatMap((it) => (it.violations > 0 ? [[it.name, it.violations]] : [])));

test("nothing is broken when answers and orders agree, and all were looked at", () => {
  expect(broken(tally, found)).toEqual({});
  expect(judgeAnswers(tally, found).map(({ checked }) => checked)).toEqual([3, 3, 3, 3, 1]);
});

test("an order that was answered and is lost is found", () => {
  expect(broken(tally, found.slice(1))).toEqual({
    "every order that was answered is there": 1,
    "open pages were told every event once, in order": 1,
  });
});

test("an order that nobody was answered is found", () => {
  expect(broken({ ...tally, placed: numbers.slice(1) }, found)).toEqual({
    "every order that is there was answered": 1,
  });
});

test("one order for two buyers, and a buyer without an answer, are found", () => {
  expect(broken({ ...tally, placed: [...numbers, ...numbers.slice(0, 1)] }, found)).toEqual({
    "no buyer has two orders": 1,
  });
  expect(broken({ ...tally, unanswered: ["checkout.place"] }, found)).toEqual({
    "every buyer was answered in the end": 1,
  });
});

test.each([[[1, 2, 4]], [[1, 2, 2, 3, 4]], [[1, 3, 2, 4]], [[1, 2, 3]], [[]]])(
  "a page that was told %j of four events is found",
  (seqs) => {
    expect(broken({ ...tally, watched: [{ number: "CW-7K3M-9QTR", seqs }] }, found)).toEqual({
      "open pages were told every event once, in order": 1,
    });
  },
);
