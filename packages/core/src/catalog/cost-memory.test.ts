import { expect, test, vi } from "vitest";
import { createCostMemory } from "./cost-memory.ts";

const rules = { lifeMs: 60_000, entriesMax: 2, isCostly: (value: number) => value >= 10 };

test("caches expensive results and nothing else, separately for each database", async () => {
  const recall = createCostMemory(rules);
  const [here, there] = [{}, {}];
  const costly = vi.fn<() => Promise<number>>(async () => 10);
  const cheap = vi.fn<() => Promise<number>>(async () => 9);
  expect([await recall(here, "a", costly), await recall(here, "a", costly)]).toEqual([10, 10]);
  expect(costly).toHaveBeenCalledTimes(1);
  await recall(there, "a", costly);
  expect(costly).toHaveBeenCalledTimes(2);
  expect([await recall(here, "b", cheap), await recall(here, "b", cheap)]).toEqual([9, 9]);
  expect(cheap).toHaveBeenCalledTimes(2);
});

test("lets one of many callers refresh an expired result, and does not cache a failure", async () => {
  const recall = createCostMemory({ ...rules, lifeMs: 0 });
  const owner = {};
  await recall(owner, "a", async () => 10);
  const again = vi.fn<() => Promise<number>>(async () => 20);
  expect(await Promise.all([1, 2, 3].map(() => recall(owner, "a", again)))).toEqual([20, 20, 20]);
  expect(again).toHaveBeenCalledTimes(1);
  await expect(recall(owner, "a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await recall(owner, "a", async () => 30)).toBe(30);
});

test("holds no more than its limit", async () => {
  const recall = createCostMemory(rules);
  const owner = {};
  const work = vi.fn<() => Promise<number>>(async () => 10);
  for (const key of ["a", "b", "c", "a"]) await recall(owner, key, work);
  expect(work).toHaveBeenCalledTimes(4);
});
