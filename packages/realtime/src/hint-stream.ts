import { setTimeout as sleep } from "node:timers/promises";
import type { Listener } from "@cartwright/db/listen";
import type { Logger } from "@cartwright/observability/logger";
import { withBreaker } from "@cartwright/observability/redis-breaker";
import { Redis } from "ioredis";

/**
 * Hints over a Redis stream, not pub/sub: a reader that lost its connection continues after the last entry it saw, so nothing
 * is lost unless it was away for longer than the stream's length.
 */
const STREAM = "cartwright:hints";
const REMEMBERED = 10_000;
const BLOCK_MS = 5_000;
const READ_MAX = 200;
const COMMAND_TIMEOUT_MS = 2_000;
const BACKOFF_MIN_MS = 50;
const BACKOFF_MAX_MS = 5_000;

export interface HintAppender {
  readonly append: (texts: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Appends to the stream. Each call has 2 s. While Redis is away, calls fail at once instead of queuing. */
export function appendToHintStream(redisUrl: string): HintAppender {
  const redis = new Redis(redisUrl, {
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    connectTimeout: COMMAND_TIMEOUT_MS,
  });
  // ioredis reconnects; each call reports its own failure.
  redis.on("error", () => undefined);
  withBreaker(redis);
  return {
    async append(texts) {
      const pipeline = redis.pipeline();
      for (const text of texts) pipeline.xadd(STREAM, "MAXLEN", "~", REMEMBERED, "*", "hint", text);
      const results = await pipeline.exec();
      const failure = results?.find(([error]) => error)?.[0];
      if (failure) throw failure;
    },
    async close() {
      redis.disconnect();
    },
  };
}

export interface FollowOptions {
  readonly redisUrl: string;
  readonly onMessage: (text: string) => void;
  readonly onReconnect: () => void;
  readonly logger: Logger;
}

/** Follows the stream from its current end on its own connection, for ever. Rejects if the first connection fails. */
export async function followHintStream(options: FollowOptions): Promise<Listener> {
  const { logger } = options;
  const closing = new AbortController();
  const redis = new Redis(options.redisUrl, {
    lazyConnect: true,
    connectTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    // Detects a server that disappeared: no response can take longer than the block and this.
    commandTimeout: BLOCK_MS + COMMAND_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(BACKOFF_MIN_MS * 2 ** times, BACKOFF_MAX_MS),
  });
  redis.on("error", (error) => logger.warn({ err: error }, "hint stream connection"));
  let last: string;
  try {
    await redis.connect();
    last = await endOf(redis);
  } catch (error) {
    redis.disconnect();
    throw error;
  }

  async function readOnce(): Promise<void> {
    const reply = await redis.xread("COUNT", READ_MAX, "BLOCK", BLOCK_MS, "STREAMS", STREAM, last);
    for (const [, entries] of reply ?? []) {
      for (const [id, fields] of entries) {
        last = id;
        options.onMessage(fields[1] ?? "");
      }
    }
  }

  let failures = 0;
  async function follow(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await readOnce();
        // The entries since the break have just been read; only those that the stream has dropped are lost.
        if (failures > 0) options.onReconnect();
        failures = 0;
      } catch (error) {
        if (closing.signal.aborted) return;
        failures += 1;
        if (failures === 1) logger.warn({ err: error }, "the hint stream broke off; following it again");
        const waitMs = Math.min(BACKOFF_MIN_MS * 2 ** failures, BACKOFF_MAX_MS);
        await sleep(waitMs, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  const loop = follow();
  return {
    isConnected: () => failures === 0,
    async close() {
      closing.abort();
      redis.disconnect();
      await loop;
    },
  };
}

/** The id of the stream's newest entry; `0-0` when there is none. */
async function endOf(redis: Redis): Promise<string> {
  const [newest] = await redis.xrevrange(STREAM, "+", "-", "COUNT", 1);
  return newest?.[0] ?? "0-0";
}
