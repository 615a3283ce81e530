import type { Rate } from "@cartwright/contracts/durations";
import type { Counted, Counter } from "./counters.ts";

const FLUSH_EVERY_MS = 1_000;
const KEYS_MAX = 50_000;

interface Tally {
  /** Calls that were not yet added to the store. */
  pending: number;
  /** The remaining calls when the store was last updated. */
  remaining: number;
  resetMs: number;
}

/**
 * A counter for reads, where one statement per call would cost more than the call. Calls are counted here and added to the
 * store once a second, which also brings in the calls of other nodes. So a flood is stopped within a second, not at the exact
 * call, and a failing store stops nothing.
 */
export function createLooseCounter(exact: Counter, rate: Rate, onError: (error: unknown) => void) {
  const tallies = new Map<string, Tally>();

  async function flush(): Promise<void> {
    const now = Date.now();
    for (const [key, tally] of tallies) {
      if (tally.pending === 0) {
        if (tally.resetMs <= now) tallies.delete(key);
        continue;
      }
      const amount = tally.pending;
      tally.pending = 0;
      try {
        const counted = await exact.add(key, amount);
        tally.remaining = counted.allowed ? counted.remaining : 0;
        tally.resetMs = counted.resetMs;
      } catch (error) {
        onError(error);
      }
    }
  }

  let flushing = Promise.resolve();
  const timer = setInterval(() => {
    flushing = flushing.then(flush);
  }, FLUSH_EVERY_MS);
  timer.unref();

  function add(key: string): Counted {
    const now = Date.now();
    let tally = tallies.get(key);
    if (!tally || tally.resetMs <= now) {
      const resetMs = (Math.floor(now / 1000 / rate.windowSeconds) + 1) * rate.windowSeconds * 1000;
      tally = { pending: 0, remaining: rate.count, resetMs };
      if (tallies.size >= KEYS_MAX) tallies.delete(tallies.keys().next().value ?? key);
      tallies.set(key, tally);
    }
    tally.pending += 1;
    const left = tally.remaining - tally.pending;
    return { allowed: left >= 0, remaining: Math.max(0, left), resetMs: tally.resetMs };
  }

  return {
    add,
    async close(): Promise<void> {
      clearInterval(timer);
      await flushing;
    },
  };
}
