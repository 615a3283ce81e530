import { type Integrity, NO_INTEGRITY } from "../http/integrity.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { PageStore } from "./store.ts";

export interface PageCache {
  readonly store: PageStore;
  /** Where cached pages may connect to beside their own origin: the realtime gateway. */
  readonly connectOrigins: readonly string[];
  /** The expected hashes of the pages' scripts and styles. */
  readonly integrity: Integrity;
}

const BYTES_MAX = 256 * 1024 * 1024;

/**
 * Next loads the cache handler and the server configures it. They share this slot, once per process, whichever copy of this
 * module each of them has.
 */
const SLOT = Symbol.for("cartwright.page-cache");
interface Slots {
  [SLOT]?: PageCache;
}
const slots: typeof globalThis & Slots = globalThis;

/** Sets the cache of this process. Called before the first request, and not during the build. */
export function configurePageCache(cache: PageCache): void {
  slots[SLOT] = cache;
}

/** The cache of this process: by default pages are kept in memory. */
export function pageCache(): PageCache {
  slots[SLOT] ??= { store: createMemoryStore({ bytesMax: BYTES_MAX }), connectOrigins: [], integrity: NO_INTEGRITY };
  return slots[SLOT];
}

/** Invalidates every page with one of the tags: its next visitor gets it rendered again. */
export async function invalidateTags(tags: readonly string[]): Promise<void> {
  await pageCache().store.invalidate(tags);
}

/** Invalidates everything in this process, for when hints may have been missed. */
export async function invalidateAll(): Promise<void> {
  await pageCache().store.invalidateAll();
}
