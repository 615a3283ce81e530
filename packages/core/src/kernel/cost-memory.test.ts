import { expect, test, vi } from "vitest";
import { createCostMemory } from "./cost-memory.ts";

const rules = {
  costlyMs: 60_000,
  lifeMs: 60_000,
  continuedMs: 60_000,
  entriesMax: 2,
  isCostly: (value: number) => value >= 10,
};
const first = (key: string) => ({ key, continues: false });
const later = (key: string) => ({ key, continues: true });
const counting = (value: number) => vi.fn<() => Promise<number>>(async () => value);

test("keeps expensive results and nothing else, separately for each database", async () => {
  const { recall } = createCostMemory(rules);
  const [here, there] = [{}, {}];
  const [costly, cheap] = [counting(10), counting(9)];
  expect([await recall(here, first("a"), costly), await recall(here, first("a"), costly)]).toEqual([10, 10]);
  expect(costly).toHaveBeenCalledTimes(1);
  await recall(there, first("a"), costly);
  expect(costly).toHaveBeenCalledTimes(2);
  expect([await recall(here, first("b"), cheap), await recall(here, first("b"), cheap)]).toEqual([9, 9]);
  expect(cheap).toHaveBeenCalledTimes(2);
});

test("keeps every result of a database that reports its changes, until the next report", async () => {
  const { recall, reportChange } = createCostMemory(rules);
  const owner = {};
  const cheap = counting(9);
  reportChange(owner);
  for (let count = 0; count < 3; count += 1) await recall(owner, first("a"), cheap);
  expect(cheap).toHaveBeenCalledTimes(1);
  reportChange(owner);
  // The next page of a list that was begun before shows what its first page did.
  await recall(owner, later("a"), cheap);
  expect(cheap).toHaveBeenCalledTimes(1);
  await recall(owner, first("a"), cheap);
  expect(cheap).toHaveBeenCalledTimes(2);
});

test("does not keep a result as current when a change was reported while it was computed", async () => {
  const { recall, reportChange } = createCostMemory(rules);
  const owner = {};
  reportChange(owner);
  await recall(owner, first("a"), async () => {
    reportChange(owner);
    return 8;
  });
  expect(await recall(owner, first("a"), async () => 9)).toBe(9);
});

test("no result outlives its age, and an expensive one may be old although something has changed", async () => {
  const { recall, reportChange } = createCostMemory({ ...rules, lifeMs: 0, continuedMs: 0 });
  const owner = {};
  const [costly, cheap] = [counting(10), counting(9)];
  reportChange(owner);
  for (let count = 0; count < 2; count += 1) {
    await recall(owner, first("a"), costly);
    await recall(owner, first("b"), cheap);
    reportChange(owner);
  }
  expect(costly).toHaveBeenCalledTimes(1);
  expect(cheap).toHaveBeenCalledTimes(2);
});

test("lets one of many callers refresh an expired result, and does not keep a failure", async () => {
  const { recall } = createCostMemory({ ...rules, costlyMs: 0, lifeMs: 0, continuedMs: 0 });
  const owner = {};
  await recall(owner, first("a"), async () => 10);
  const again = counting(20);
  expect(await Promise.all([1, 2, 3].map(() => recall(owner, first("a"), again)))).toEqual([20, 20, 20]);
  expect(again).toHaveBeenCalledTimes(1);
  await expect(recall(owner, first("a"), () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await recall(owner, first("a"), async () => 30)).toBe(30);
});

test("holds no more than its limit", async () => {
  const { recall } = createCostMemory(rules);
  const owner = {};
  const work = counting(10);
  for (const key of ["a", "b", "c", "a"]) await recall(owner, first(key), work);
  expect(work).toHaveBeenCalledTimes(4);
});
