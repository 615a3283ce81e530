import { deserialize, serialize } from "node:v8";
import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import { bytesOf, type Entry } from "./entry.ts";
import { createInvalidationClock } from "./invalidation-clock.ts";
import { type NewEntry, type PageStore, RENDERINGS_MAX, TAGS_MAX } from "./store.ts";

/** Entries leave Redis after a day. The ticks of their tags stay longer, so that they always outlive them. */
const ENTRY_TTL_SECONDS = 24 * 3600;
const TAG_TTL_SECONDS = 2 * ENTRY_TTL_SECONDS;
/** How long a node serves from its memory before it checks in Redis whether the page is still valid. */
const TRUSTED_MS = 1000;

interface Held {
  readonly entry: Entry;
  readonly checkedAtMs: number;
  /** The local tick before that check. */
  readonly localTick: number;
}

export interface RedisStoreOptions {
  readonly redis: Redis;
  /** Pages of one build are useless to another: their scripts have other names. */
  readonly buildId: string;
  /** Memory for the pages that this node serves most. */
  readonly frontBytesMax: number;
  readonly onError: (error: unknown) => void;
}

const entryKey = (buildId: string, key: string) => `cartwright:pages:${buildId}:${key}`;
const tagKey = (tag: string) => `cartwright:page-tag:${tag}`;
const CLOCK_KEY = "cartwright:page-clock";
/** The tick at which everything was last invalidated. */
const ALL_KEY = "cartwright:page-all";

/** Whether Redis has no later invalidation of these tags than `tick`; also the current tick. */
async function check(redis: Redis, tags: readonly string[], tick: number): Promise<{ fresh: boolean; now: number }> {
  const [clock, ...ticks] = await redis.mget(CLOCK_KEY, ALL_KEY, ...tags.map(tagKey));
  return { fresh: ticks.every((at) => Number(at ?? 0) <= tick), now: Number(clock ?? 0) };
}

/** The small memory in front of Redis. */
function createFront(bytesMax: number) {
  const clock = createInvalidationClock(TAGS_MAX);
  const pages = new LRUCache<string, Held>({
    maxSize: bytesMax,
    maxEntrySize: Math.ceil(bytesMax / 4),
    sizeCalculation: (held, key) => bytesOf(held.entry.value) + key.length * 2,
  });
  return {
    clock,
    pages,
    /** The page in memory, unless an invalidation has reached this node since. */
    peek(key: string): Held | undefined {
      const held = pages.get(key);
      if (!held || !clock.isStale(held.entry.tags, held.localTick)) return held;
      pages.delete(key);
      return undefined;
    },
  };
}

/**
 * The store that several web nodes share. The clock, the ticks of tags and the pages are in Redis. In front of it, every node
 * has a small memory, which is cleared by the invalidations that reach it, and checked against Redis once a second in case one
 * did not. Without Redis nothing is found and nothing kept: pages are rendered, and none is stale.
 */
export function createRedisStore({ redis, buildId, frontBytesMax, onError }: RedisStoreOptions): PageStore {
  const front = createFront(frontBytesMax);
  const began = new LRUCache<string, number>({ max: RENDERINGS_MAX });

  async function read(key: string): Promise<Entry | null> {
    const localTick = front.clock.now();
    const held = front.peek(key);
    if (held && Date.now() - held.checkedAtMs < TRUSTED_MS) return held.entry;

    const stored = held ? null : await redis.getBuffer(entryKey(buildId, key));
    // Only `set` below writes these keys.
    const entry = held?.entry ?? (stored ? (deserialize(stored) as Entry) : null);
    const { fresh, now } = await check(redis, entry?.tags ?? [], entry?.tick ?? 0);
    if (entry && fresh) {
      front.pages.set(key, { entry, checkedAtMs: Date.now(), localTick });
      return entry;
    }
    front.pages.delete(key);
    if (!began.has(key)) began.set(key, now);
    return null;
  }

  async function write(key: string, { value, tags, lifetime }: NewEntry): Promise<void> {
    // A rendering whose beginning is unknown (Redis did not respond then) has no tick, so it is not kept.
    const tick = began.get(key) ?? front.pages.peek(key)?.entry.tick;
    began.delete(key);
    if (tick === undefined) return;
    const entry: Entry = { value, tags, lifetime, tick, storedAtMs: Date.now() };
    front.pages.delete(key);
    await redis.set(entryKey(buildId, key), serialize(entry), "EX", ENTRY_TTL_SECONDS);
  }

  return {
    get: (key) =>
      read(key).catch((error: unknown) => {
        onError(error);
        return null;
      }),
    set: (key, entry) => write(key, entry).catch(onError),
    async delete(key) {
      front.pages.delete(key);
      began.delete(key);
      await redis.del(entryKey(buildId, key)).catch(onError);
    },
    async invalidate(tags) {
      front.clock.invalidate(tags);
      const tick = await redis.incr(CLOCK_KEY);
      const pipeline = redis.pipeline();
      for (const tag of tags) pipeline.set(tagKey(tag), tick, "EX", TAG_TTL_SECONDS);
      await pipeline.exec();
    },
    async invalidateAll() {
      // Every node may have missed hints (they travel through this Redis), so the shared pages are invalidated too.
      front.clock.invalidateAll();
      await redis.set(ALL_KEY, await redis.incr(CLOCK_KEY));
    },
    async close() {
      front.pages.clear();
      await redis.quit();
    },
  };
}
