import { LRUCache } from "lru-cache";

/**
 * Decides whether something rendered at one moment is still true, without comparing clocks of the wall: every
 * invalidation is a tick, a rendering notes the tick at which it began, and it is stale when one of its tags was
 * invalidated at a later tick. What was read while an invalidation came in is therefore never taken for fresh.
 */
export interface InvalidationClock {
  /** The tick of now; note it before reading any data. */
  now(): number;
  invalidate(tags: readonly string[]): void;
  /** Makes everything stale that began before now. */
  invalidateAll(): void;
  isStale(tags: readonly string[], tick: number): boolean;
}

/** Keeps the last tick of at most `tagsMax` tags; a tag that was forgotten counts as invalidated when it was. */
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
