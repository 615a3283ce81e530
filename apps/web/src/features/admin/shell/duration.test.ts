import { expect, it } from "vitest";
import { splitDuration } from "./duration.ts";

it.each([
  [0, "0", "milliseconds"],
  [999, "999", "milliseconds"],
  [2_400, "2.4", "seconds"],
  [9_960, "10", "seconds"],
  [42_000, "42", "seconds"],
  [180_000, "3", "minutes"],
  [7_200_000, "2", "hours"],
  [259_200_000, "3", "days"],
])("shows %d ms as %s %s", (ms, value, unit) => {
  expect(splitDuration(ms)).toEqual({ value, unit });
});
