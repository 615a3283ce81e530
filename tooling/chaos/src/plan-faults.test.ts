import { expect, test } from "vitest";
import { describeFault, type Fault, planFaults } from "./plan-faults.ts";

const MINUTE = 60_000;
const plan = (seed: number, change: { lastsMs?: number; redis?: boolean } = {}) =>
  planFaults({ seed, lastsMs: 5 * MINUTE, redis: true, ...change });
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);
const kindOf = ({ act, target }: Fault) => `${act} ${target}`;

test("the same seed gives the same plan, another gives another", () => {
  expect(plan(7)).toEqual(plan(7));
  expect(plan(8)).not.toEqual(plan(7));
});

test("a run of two minutes has every kind of fault, whatever the seed", () => {
  const kinds = new Set([
    ...["web", "worker", "worker-2", "realtime", "provider", "postgres", "redis"].map((target) => `kill ${target}`),
    ...["postgres", "redis"].map((target) => `restart ${target}`),
    ...["web", "worker", "worker-2", "realtime", "provider", "redis"].map((target) => `pause ${target}`),
    ...["refuse", "swallow"].map((act) => `${act} webhooks`),
  ]);
  for (const seed of SEEDS) expect(new Set(plan(seed, { lastsMs: 2 * MINUTE }).map(kindOf))).toEqual(kinds);
});

test("no fault begins or lasts beyond the run, and all are in order of time", () => {
  for (const seed of SEEDS) {
    const faults = plan(seed, { lastsMs: MINUTE });
    expect(faults.length).toBeGreaterThan(10);
    expect(faults.filter(({ atMs, forMs }) => atMs + forMs > MINUTE)).toEqual([]);
    expect(faults).toEqual(faults.toSorted((a, b) => a.atMs - b.atMs));
  }
});

test("no fault hits a paused process, or takes one down more often than its supervisor allows", () => {
  for (const seed of SEEDS) {
    const faults = plan(seed);
    for (const fault of faults) {
      const before = faults.filter(({ target, atMs }) => target === fault.target && atMs < fault.atMs);
      expect(before.filter(({ atMs, forMs }) => atMs + forMs >= fault.atMs)).toEqual([]);
      const lately = [...before, fault].filter(
        ({ act, atMs }) => (act === "kill" || act === "restart") && fault.atMs - atMs < MINUTE,
      );
      expect(lately.length).toBeLessThanOrEqual(2);
    }
  }
});

test("has no fault for Redis without Redis", () => {
  for (const seed of SEEDS) expect(plan(seed, { redis: false }).some(({ target }) => target === "redis")).toBe(false);
});

test("describes a fault in one line", () => {
  expect(describeFault({ act: "pause", target: "web", atMs: 12_340, forMs: 3_000 })).toBe(
    "  12.3 s  pause web for 3.0 s",
  );
  expect(describeFault({ act: "kill", target: "worker", atMs: 1_500, forMs: 0 })).toBe("   1.5 s  kill worker");
});
