import { type CachedValue, type Lifetime, tagsOf } from "./entry.ts";
import { learnKey } from "./known-pages.ts";
import { pageCache } from "./page-cache.ts";
import { securePage } from "./secure-page.ts";

interface WriteContext {
  readonly tags?: readonly string[];
  readonly cacheControl?: Lifetime;
}

const KINDS: ReadonlySet<string> = new Set(["APP_PAGE", "APP_ROUTE", "FETCH"]);

/** Next's access to pages and data (`cacheHandler` in next.config). Next creates one for each request, so it holds no state. */
export default class CacheHandler {
  async get(key: string) {
    learnKey(key);
    const entry = await pageCache().store.get(key);
    if (!entry) return null;
    return {
      lastModified: entry.storedAtMs,
      value: entry.value,
      ...(entry.lifetime === undefined ? {} : { cacheControl: entry.lifetime }),
    };
  }

  async set(key: string, value: CachedValue | null, context: WriteContext): Promise<void> {
    const { store, ...means } = pageCache();
    if (!value || !KINDS.has(value.kind)) return store.delete(key);
    if (value.kind === "APP_PAGE") securePage(value, means);
    await store.set(key, { value, tags: tagsOf(value, context.tags), lifetime: context.cacheControl });
  }

  async revalidateTag(tags: string | readonly string[]): Promise<void> {
    await pageCache().store.invalidate([tags].flat());
  }

  resetRequestCache(): void {}
}
