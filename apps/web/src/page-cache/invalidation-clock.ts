import { LRUCache } from "lru-cache";

/**
 * Decides whether a rendering is still valid, without comparing wall clocks. Every invalidation is a tick; a rendering notes
 * the tick at which it began, and is stale when one of its tags was invalidated at a later tick. So data that was read during
 * an invalidation is never considered fresh.
 */
export interface InvalidationClock {
  /** The current tick. Note it before reading any data. */
  now(): number;
  invalidate(tags: readonly string[]): void;
  /** Makes everything stale that began before. */
  invalidateAll(): void;
  isStale(tags: readonly string[], tick: number): boolean;
}

/**
 * Keeps the last tick of at most `tagsMax` tags. A tag that was dropped counts as invalidated at the time when it was dropped.
 */
export function createInvalidationClock(tagsMax: number): InvalidationClock {
  let tick = 0;
  let floor = 0;
  const lastTick = new LRUCache<string, number>({
    max: tagsMax,
    dispose: (forgotten, _tag, reason) => {
      if (reason === "evict") floor = Math.max(floor, forgotten);
    },
  });
  return {
    now: () => tick,
    invalidate(tags) {
      tick += 1;
      for (const tag of tags) lastTick.set(tag, tick);
    },
    invalidateAll() {
      tick += 1;
      floor = tick;
    },
    isStale: (tags, began) => began < floor || tags.some((tag) => (lastTick.get(tag) ?? 0) > began),
  };
}
