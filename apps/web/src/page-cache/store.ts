import type { CachedValue, Entry, Lifetime } from "./entry.ts";

/** What a page is stored with. */
export interface NewEntry {
  readonly value: CachedValue;
  readonly tags: readonly string[];
  readonly lifetime: Lifetime | undefined;
}

/** Where pages are kept. A `get` that finds nothing marks the beginning of a rendering for that key. */
export interface PageStore {
  get(key: string): Promise<Entry | null>;
  set(key: string, entry: NewEntry): Promise<void>;
  delete(key: string): Promise<void>;
  /** After it has settled, no page that was rendered from older data is served here. */
  invalidate(tags: readonly string[]): Promise<void>;
  invalidateAll(): Promise<void>;
  close(): Promise<void>;
}

/** Renderings under way at once that are told apart; beyond that the oldest is forgotten and its page not trusted. */
export const RENDERINGS_MAX = 10_000;
/** Tags whose last invalidation is remembered. */
export const TAGS_MAX = 100_000;
