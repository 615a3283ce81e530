import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@cartwright/observability/logger";
import { withBreaker } from "@cartwright/observability/redis-breaker";
import { Redis } from "ioredis";
import { createMemoryStore } from "./memory-store.ts";
import { createRedisStore } from "./redis-store.ts";
import type { PageStore } from "./store.ts";

/** Pages in this process's memory: all of them, or those in front of Redis. */
const BYTES_MAX = 256 * 1024 * 1024;
const FRONT_BYTES_MAX = 64 * 1024 * 1024;
const LOG_EVERY_MS = 10_000;

export interface OpenedPageCache {
  readonly store: PageStore;
  close(): Promise<void>;
}

/** Opens the store of rendered pages: in Redis for several web nodes, else in memory. */
export async function openPageCache(options: {
  readonly redisUrl: string | undefined;
  readonly buildDir: string;
  readonly logger: Logger;
}): Promise<OpenedPageCache> {
  const { redisUrl, logger } = options;
  if (redisUrl === undefined)
    return { store: createMemoryStore({ bytesMax: BYTES_MAX }), close: async () => undefined };
  const redis = new Redis(redisUrl, {
    // A page that cannot be looked up is rendered; no request waits for the cache.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  });
  let loggedAt = -LOG_EVERY_MS;
  function onError(error: unknown): void {
    if (performance.now() - loggedAt < LOG_EVERY_MS) return;
    loggedAt = performance.now();
    logger.warn({ err: error }, "the page cache cannot be reached");
  }
  redis.on("error", onError);
  // In development nothing is built, and pages are kept for a short time only.
  const buildId = await readFile(join(options.buildDir, "BUILD_ID"), "utf8").catch(() => "development");
  return {
    store: createRedisStore({
      redis: withBreaker(redis),
      buildId: buildId.trim(),
      frontBytesMax: FRONT_BYTES_MAX,
      onError,
    }),
    close: async () => redis.disconnect(),
  };
}
