import { type Integrity, NO_INTEGRITY } from "../http/integrity.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { PageStore } from "./store.ts";

export interface PageCache {
  readonly store: PageStore;
  /** Where cached pages may connect to beside their own origin: the realtime gateway. */
  readonly connectOrigins: readonly string[];
  /** What the pages' scripts and styles must be. */
  readonly integrity: Integrity;
}

const BYTES_MAX = 256 * 1024 * 1024;

/**
 * Next loads the cache handler by itself, the server configures it: they meet here, once per process, whichever copy of
 * this module each of them holds.
 */
const SLOT = Symbol.for("cartwright.page-cache");
interface Slots {
  [SLOT]?: PageCache;
}
const slots: typeof globalThis & Slots = globalThis;

/** Sets the cache of this process. Call it before the first request; while building nobody does. */
export function configurePageCache(cache: PageCache): void {
  slots[SLOT] = cache;
}

/** The cache of this process: by default pages are kept in memory. */
export function pageCache(): PageCache {
  slots[SLOT] ??= { store: createMemoryStore({ bytesMax: BYTES_MAX }), connectOrigins: [], integrity: NO_INTEGRITY };
  return slots[SLOT];
}

/** Makes every page and list with one of the tags be rendered anew by its next visitor. */
export async function invalidateTags(tags: readonly string[]): Promise<void> {
  await pageCache().store.invalidate(tags);
}

/** For when hints may have been missed (the line to the hub was down): nothing kept in this process is trusted any more. */
export async function invalidateAll(): Promise<void> {
  await pageCache().store.invalidateAll();
}
