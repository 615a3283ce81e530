import { deserialize, serialize } from "node:v8";
import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import { bytesOf, type Entry } from "./entry.ts";
import { createInvalidationClock } from "./invalidation-clock.ts";
import { type NewEntry, type PageStore, RENDERINGS_MAX, TAGS_MAX } from "./store.ts";

/** Entries leave Redis after a day; what is known about their tags stays longer, so that it always outlives them. */
const ENTRY_TTL_SECONDS = 24 * 3600;
const TAG_TTL_SECONDS = 2 * ENTRY_TTL_SECONDS;
/** How long a node serves from its own memory before it asks Redis whether the page is still true. */
const TRUSTED_MS = 1000;

interface Held {
  readonly entry: Entry;
  readonly checkedAtMs: number;
  /** The local tick before that check. */
  readonly localTick: number;
}

export interface RedisStoreOptions {
  readonly redis: Redis;
  /** Pages of one build are of no use to another: their scripts have other names. */
  readonly buildId: string;
  /** Memory for the pages that this node serves most. */
  readonly frontBytesMax: number;
  readonly onError: (error: unknown) => void;
}

/**
 * The store that several web nodes share. The clock, the ticks of tags and the pages are in Redis; in front of it every
 * node has a little memory, cleared by the invalidations that reach it and checked against Redis once a second in case
 * one did not. Without Redis nothing is found and nothing kept: pages are rendered, none is stale.
 */
export function createRedisStore({ redis, buildId, frontBytesMax, onError }: RedisStoreOptions): PageStore {
  const entryKey = (key: string) => `cartwright:pages:${buildId}:${key}`;
  const tagKey = (tag: string) => `cartwright:page-tag:${tag}`;
  const clockKey = "cartwright:page-clock";

  const local = createInvalidationClock(TAGS_MAX);
  const front = new LRUCache<string, Held>({
    maxSize: frontBytesMax,
    maxEntrySize: Math.ceil(frontBytesMax / 4),
    sizeCalculation: (held, key) => bytesOf(held.entry.value) + key.length * 2,
  });
  const began = new LRUCache<string, number>({ max: RENDERINGS_MAX });

  /** Whether Redis knows no later invalidation of the entry's tags; also the clock of now. */
  async function check(tags: readonly string[], tick: number): Promise<{ fresh: boolean; now: number }> {
    const [clock, ...ticks] = await redis.mget(clockKey, ...tags.map(tagKey));
    return { fresh: ticks.every((at) => Number(at ?? 0) <= tick), now: Number(clock ?? 0) };
  }

  async function read(key: string): Promise<Entry | null> {
    const localTick = local.now();
    const held = front.get(key);
    const trusted = held && !local.isStale(held.entry.tags, held.localTick) ? held : undefined;
    if (trusted && Date.now() - trusted.checkedAtMs < TRUSTED_MS) return trusted.entry;
    if (held && !trusted) front.delete(key);

    let entry = trusted?.entry ?? null;
    if (!entry) {
      const stored = await redis.getBuffer(entryKey(key));
      // Only this function's counterpart below writes under these keys.
      entry = stored ? (deserialize(stored) as Entry) : null;
    }
    const { fresh, now } = await check(entry?.tags ?? [], entry?.tick ?? 0);
    if (entry && fresh) {
      front.set(key, { entry, checkedAtMs: Date.now(), localTick });
      return entry;
    }
    front.delete(key);
    if (!began.has(key)) began.set(key, now);
    return null;
  }

  return {
    async get(key) {
      try {
        return await read(key);
      } catch (error) {
        onError(error);
        return null;
      }
    },
    async set(key, { value, tags, lifetime }: NewEntry) {
      // A rendering whose beginning is unknown (Redis did not answer then) cannot be dated, so it is not kept.
      const tick = began.get(key) ?? front.peek(key)?.entry.tick;
      began.delete(key);
      if (tick === undefined) return;
      const entry: Entry = { value, tags, lifetime, tick, storedAtMs: Date.now() };
      try {
        await redis.set(entryKey(key), serialize(entry), "EX", ENTRY_TTL_SECONDS);
      } catch (error) {
        onError(error);
      }
    },
    async delete(key) {
      front.delete(key);
      began.delete(key);
      await redis.del(entryKey(key));
    },
    async invalidate(tags) {
      local.invalidate(tags);
      const tick = await redis.incr(clockKey);
      const pipeline = redis.pipeline();
      for (const tag of tags) pipeline.set(tagKey(tag), tick, "EX", TAG_TTL_SECONDS);
      await pipeline.exec();
    },
    async invalidateAll() {
      // After a gap in the hints only this node's memory is in doubt: Redis has heard of all that the others heard.
      local.invalidateAll();
    },
    async close() {
      front.clear();
      await redis.quit();
    },
  };
}
