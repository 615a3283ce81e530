import { once } from "node:events";
import type { LimitName, LimitState, RateLimiter } from "@cartwright/api/context";
import { AppError } from "@cartwright/core/kernel/app-error";
import type { Db } from "@cartwright/db/client";
import type { Logger } from "@cartwright/observability/logger";
import { metrics } from "@cartwright/observability/metrics";
import { withBreaker } from "@cartwright/observability/redis-breaker";
import { Redis } from "ioredis";
import { type Budget, budgetsOf } from "./caller-keys.ts";
import { type Counted, type Counter, type CounterFactory, postgresCounters, redisCounters } from "./counters.ts";
import { type LimitRule, type LimitSettings, limitTable } from "./limit-table.ts";
import { createLooseCounter } from "./loose-counter.ts";

export interface RateLimiterOptions extends LimitSettings {
  /** Counts in Redis; without it, in Postgres. */
  readonly redisUrl?: string;
  /** How long a call waits for Redis: 400 ms unless given. */
  readonly storeMsMax?: number;
  readonly db: Db;
  readonly logger: Logger;
}

export interface ClosableRateLimiter extends RateLimiter {
  /** Resolves when the store is connected, or after two seconds without it: then the table says what happens. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

const LOG_EVERY_MS = 10_000;
const CONNECT_MS = 2_000;
const STORE_MS = 400;

function connect(redisUrl: string, storeMsMax: number): Redis {
  const redis = new Redis(redisUrl, {
    // Waiting for a limiter is worse than having none: the table says what happens without it.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: storeMsMax,
    connectTimeout: CONNECT_MS,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  });
  // Each failing command reports its error to its caller, who logs it.
  redis.on("error", () => undefined);
  return withBreaker(redis);
}

/** Creates the counter of each rate once. */
function memoized(factory: CounterFactory): CounterFactory {
  const made = new Map<string, Counter>();
  return (rate) => {
    const name = `${rate.count}/${rate.windowSeconds}`;
    const counter = made.get(name) ?? factory(rate);
    made.set(name, counter);
    return counter;
  };
}

/** The shop's rate limits, by the table in `limit-table.ts`. */
export function createRateLimiter(options: RateLimiterOptions): ClosableRateLimiter {
  const table = limitTable(options);
  const storeMsMax = options.storeMsMax ?? STORE_MS;
  const redis = options.redisUrl === undefined ? null : connect(options.redisUrl, storeMsMax);
  const inDatabase = memoized(postgresCounters(options.db));
  const inStore = redis === null ? inDatabase : memoized(redisCounters(redis, storeMsMax));
  let loggedAt = -LOG_EVERY_MS;

  const logFailure = (error: unknown) => {
    if (performance.now() - loggedAt < LOG_EVERY_MS) return;
    loggedAt = performance.now();
    options.logger.warn({ err: error }, "rate limits cannot be counted where they should be");
  };
  const loose = new Map(
    (Object.keys(table) as LimitName[]) // the table's own keys
      .filter((name) => table[name].counting === "loose")
      .map((name) => {
        const rate = table[name].perCaller;
        return [name, createLooseCounter(inStore(rate), rate, logFailure)] as const;
      }),
  );

  /** Null when the store did not respond and the rule lets calls pass then. */
  async function countExactly(budget: Budget, rule: LimitRule): Promise<Counted | null> {
    try {
      return await inStore(budget.rate).add(budget.key, 1);
    } catch (error) {
      logFailure(error);
      if (rule.withoutStore === "pass") return null;
      if (redis === null) throw error;
      return inDatabase(budget.rate).add(budget.key, 1);
    }
  }

  return {
    async count(limit, caller) {
      // The worker's own calls, and pages rendered for everyone, count against no budget.
      if (caller.actor.kind === "system") return;
      const rule = table[limit];
      const counted = await Promise.all(
        budgetsOf(limit, rule, caller).map(async (budget) => {
          const result = loose.get(limit)?.add(budget.key) ?? (await countExactly(budget, rule));
          return result === null ? null : { result, rate: budget.rate };
        }),
      );
      const worst = counted
        .filter((entry) => entry !== null)
        .toSorted((one, other) => rank(one.result) - rank(other.result))[0];
      if (worst === undefined) return;
      const resetSeconds = Math.max(1, Math.ceil((worst.result.resetMs - Date.now()) / 1000));
      const state: LimitState = {
        limit: worst.rate.count,
        remaining: worst.result.remaining,
        resetSeconds,
        windowSeconds: worst.rate.windowSeconds,
      };
      caller.onState?.(state);
      if (worst.result.allowed) return;
      metrics.rateLimited.inc({ limit });
      throw new AppError("rate_limited", { retryAfterSeconds: resetSeconds });
    },
    async connected() {
      if (redis === null || redis.status === "ready") return;
      await once(redis, "ready", { signal: AbortSignal.timeout(CONNECT_MS) }).catch(logFailure);
    },
    async close() {
      for (const counter of loose.values()) await counter.close();
      redis?.disconnect();
    },
  };
}

/** A refusal comes first, then the budget with the least left. */
const rank = (counted: Counted) => (counted.allowed ? counted.remaining : -1);
