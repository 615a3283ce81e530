import type { Rate } from "@cartwright/contracts/durations";
import type { Counted, Counter } from "./counters.ts";

const TELL_EVERY_MS = 1_000;
const KEYS_MAX = 50_000;

interface Tally {
  /** Calls that the store has not been told of. */
  untold: number;
  /** What the store said was left when it was last told. */
  remaining: number;
  resetMs: number;
}

/**
 * For reads, where one statement per call would cost more than the call: calls are counted here, and the store is told of
 * them once a second, which is also when other nodes' calls show. So a flood is stopped within a second, not at the exact
 * call; and a store that fails stops nothing.
 */
export function createLooseCounter(exact: Counter, rate: Rate, onError: (error: unknown) => void) {
  const tallies = new Map<string, Tally>();

  async function tell(): Promise<void> {
    const now = Date.now();
    for (const [key, tally] of tallies) {
      if (tally.untold === 0) {
        if (tally.resetMs <= now) tallies.delete(key);
        continue;
      }
      const amount = tally.untold;
      tally.untold = 0;
      try {
        const counted = await exact.add(key, amount);
        tally.remaining = counted.allowed ? counted.remaining : 0;
        tally.resetMs = counted.resetMs;
      } catch (error) {
        onError(error);
      }
    }
  }

  let telling = Promise.resolve();
  const timer = setInterval(() => {
    telling = telling.then(tell);
  }, TELL_EVERY_MS);
  timer.unref();

  function add(key: string): Counted {
    const now = Date.now();
    let tally = tallies.get(key);
    if (!tally || tally.resetMs <= now) {
      const resetMs = (Math.floor(now / 1000 / rate.windowSeconds) + 1) * rate.windowSeconds * 1000;
      tally = { untold: 0, remaining: rate.count, resetMs };
      if (tallies.size >= KEYS_MAX) tallies.delete(tallies.keys().next().value ?? key);
      tallies.set(key, tally);
    }
    tally.untold += 1;
    const left = tally.remaining - tally.untold;
    return { allowed: left >= 0, remaining: Math.max(0, left), resetMs: tally.resetMs };
  }

  return {
    add,
    async close(): Promise<void> {
      clearInterval(timer);
      await telling;
    },
  };
}
