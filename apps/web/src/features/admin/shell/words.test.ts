import { OrderSummaryStatus } from "@cartwright/contracts/order-status";
import { expect, it } from "vitest";
import { engineWord, formatDuration, STATUS_WORD } from "./words.ts";

it("has a word for every status", () => {
  expect(Object.keys(STATUS_WORD).toSorted()).toEqual([...OrderSummaryStatus.options].toSorted());
});

it("shows a word of the engine that it does not know as it is", () => {
  expect(engineWord("requires_action")).toEqual({ label: "Requires action", tone: "warn" });
  expect(engineWord("brand_new")).toEqual({ label: "Brand new", tone: "neutral" });
});

it.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [2_400, "2.4 s"],
  [42_000, "42 s"],
  [180_000, "3 min"],
  [7_200_000, "2 h"],
  [259_200_000, "3 days"],
])("says %d ms as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
