import { expect, test } from "vitest";
import { parseStat } from "./cpu-meter.ts";

test("reads a process's times when its name contains brackets and spaces", () => {
  const line = "42 (a) R 7 (b)) S 7 42 42 0 -1 4194304 1 2 3 4 150 50 20 5 20 0 1 0 100 0 0";
  expect(parseStat(line)).toEqual({ parentPid: 7, ownMs: 2_000, reapedMs: 250 });
});
