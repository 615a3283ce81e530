import { LRUCache } from "lru-cache";
import { bytesOf, type Entry } from "./entry.ts";
import { createInvalidationClock } from "./invalidation-clock.ts";
import { type NewEntry, type PageStore, RENDERINGS_MAX, TAGS_MAX } from "./store.ts";

/** The store of a single web process. The least recently used pages leave when `bytesMax` is reached. */
export function createMemoryStore({ bytesMax }: { bytesMax: number }): PageStore {
  const clock = createInvalidationClock(TAGS_MAX);
  const began = new LRUCache<string, number>({ max: RENDERINGS_MAX });
  const entries = new LRUCache<string, Entry>({
    maxSize: bytesMax,
    // One huge page must not evict all others.
    maxEntrySize: Math.ceil(bytesMax / 4),
    sizeCalculation: (entry, key) => bytesOf(entry.value) + key.length * 2,
  });

  return {
    async get(key) {
      const entry = entries.get(key);
      if (entry && !clock.isStale(entry.tags, entry.tick)) return entry;
      if (entry) entries.delete(key);
      // Of several renderings, the first counts: a page is never considered newer than it is.
      if (!began.has(key)) began.set(key, clock.now());
      return null;
    },
    async set(key, { value, tags, lifetime }: NewEntry) {
      // Revalidation by age renders without a miss. What it reads is at least as new as the entry that it replaces.
      const tick = began.get(key) ?? entries.peek(key)?.tick ?? 0;
      began.delete(key);
      entries.set(key, { value, tags, lifetime, tick, storedAtMs: Date.now() });
    },
    async delete(key) {
      entries.delete(key);
      began.delete(key);
    },
    async invalidate(tags) {
      clock.invalidate(tags);
    },
    async invalidateAll() {
      clock.invalidateAll();
    },
    async close() {
      entries.clear();
    },
  };
}
