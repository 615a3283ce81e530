import type { Db } from "@cartwright/db/client";
import type { Rate } from "@cartwright/contracts/durations";
import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";
import { createScriptRunner } from "./ioredis-adapter.ts";
import { createWindowCounts } from "./window-counts.ts";

/** One kind of budget on one store. `amount` calls are added to the key's window. */
export interface Counter {
  add(key: string, amount: number): Promise<Counted>;
}

export interface Counted {
  readonly allowed: boolean;
  readonly remaining: number;
  readonly resetMs: number;
}

export type CounterFactory = (rate: Rate) => Counter;

const PREFIX = "cartwright:limit";
/** The client gives up first, by its own limit: this one ends what the client's limit does not reach. */
const SILENCE_AFTER_CLIENT_MS = 100;
/**
 * Postgres has its own time limits, and its failures are reported as such: being busy for a moment is no reason to refuse a
 * call.
 */
const NO_SILENCE = 0;
const BLOCKED_MAX = 20_000;

/** Thrown when the store did not respond in time: the library itself would let the call pass. */
export class StoreSilent extends Error {
  override readonly name = "StoreSilent";
}

/** Remembers callers over their limit until their window ends, so that refusing them again costs nothing. Bounded. */
class Blocked extends Map<string, number> {
  override set(key: string, until: number): this {
    const oldest = this.keys().next().value;
    if (this.size >= BLOCKED_MAX && oldest !== undefined) this.delete(oldest);
    return super.set(key, until);
  }
}

type RatelimitOptions = ConstructorParameters<typeof Ratelimit>[0];

function counterOf(options: Pick<RatelimitOptions, "redis" | "limiter" | "timeout">): Counter {
  const limiter = new Ratelimit({
    ...options,
    prefix: PREFIX,
    ephemeralCache: new Blocked(),
    analytics: false,
    enableTelemetry: false,
  });
  return {
    async add(key, amount) {
      const result = await limiter.limit(key, { rate: amount });
      if (result.reason === "timeout") throw new StoreSilent("the rate limit store is silent");
      return { allowed: result.success, remaining: result.remaining, resetMs: result.reset };
    },
  };
}

/** Counters on Redis, with the library's fixed window. `waitMsMax` is how long the client waits for a command. */
export function redisCounters(redis: Redis, waitMsMax: number): CounterFactory {
  // The algorithm uses the client only to run scripts.
  const runner = createScriptRunner(redis) as unknown as RatelimitOptions["redis"];
  return (rate) =>
    counterOf({
      redis: runner,
      limiter: Ratelimit.fixedWindow(rate.count, `${rate.windowSeconds} s`),
      timeout: waitMsMax + SILENCE_AFTER_CLIENT_MS,
    });
}

/** The same counters on Postgres: our own algorithm behind the library's interface. */
export function postgresCounters(db: Db): CounterFactory {
  const counts = createWindowCounts(db);
  // Never called: the algorithm below uses Postgres.
  const nothing = { eval: refuse, evalsha: refuse } as unknown as RatelimitOptions["redis"];
  return (rate) => {
    const limiter: RatelimitOptions["limiter"] = () => ({
      async limit(context, key, amount = 1) {
        const blocked = context.cache?.isBlocked(key);
        if (blocked?.blocked) {
          const pending = Promise.resolve();
          return {
            success: false,
            limit: rate.count,
            remaining: 0,
            reset: blocked.reset,
            pending,
            reason: "cacheBlock",
          };
        }
        const { count, resetMs } = await counts.add(key, amount, rate.windowSeconds);
        const success = count <= rate.count;
        if (!success) context.cache?.blockUntil(key, resetMs);
        const remaining = Math.max(0, rate.count - count);
        return { success, limit: rate.count, remaining, reset: resetMs, pending: Promise.resolve() };
      },
      async getRemaining(_context, key) {
        const { count, resetMs } = await counts.add(key, 0, rate.windowSeconds);
        return { remaining: Math.max(0, rate.count - count), reset: resetMs, limit: rate.count };
      },
      resetTokens: refuse,
    });
    return counterOf({ redis: nothing, limiter, timeout: NO_SILENCE });
  };
}

async function refuse(): Promise<never> {
  throw new Error("not used by these counters");
}
