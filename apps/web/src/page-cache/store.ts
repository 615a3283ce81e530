import type { CachedValue, Entry, Lifetime } from "./entry.ts";

/** What a page is stored with. */
export interface NewEntry {
  readonly value: CachedValue;
  readonly tags: readonly string[];
  readonly lifetime: Lifetime | undefined;
}

/** A store of pages. A `get` that finds nothing marks the beginning of a rendering for that key. */
export interface PageStore {
  get(key: string): Promise<Entry | null>;
  set(key: string, entry: NewEntry): Promise<void>;
  delete(key: string): Promise<void>;
  /** When it has resolved, no page that was rendered from older data is served here. */
  invalidate(tags: readonly string[]): Promise<void>;
  invalidateAll(): Promise<void>;
  close(): Promise<void>;
}

/** Renderings that are tracked at once. Beyond that, the oldest is dropped and its page is not kept. */
export const RENDERINGS_MAX = 10_000;
/** Tags whose last invalidation is remembered. */
export const TAGS_MAX = 100_000;
