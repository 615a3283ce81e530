import type { OutgoingHttpHeaders } from "node:http";

/** A rendered page as Next hands it over: the document, its payloads for navigation inside the app, and headers. */
export interface PageValue {
  readonly kind: "APP_PAGE";
  html: string;
  readonly rscData: Buffer | undefined;
  readonly segmentData: Map<string, Buffer> | undefined;
  readonly postponed: string | undefined;
  readonly status: number | undefined;
  headers: OutgoingHttpHeaders | undefined;
}

/** The response of a cached route handler, such as the sitemap. */
export interface RouteValue {
  readonly kind: "APP_ROUTE";
  readonly body: Buffer;
  readonly status: number;
  headers: OutgoingHttpHeaders;
}

/** A cached piece of data (`unstable_cache`). */
export interface DataValue {
  readonly kind: "FETCH";
  readonly data: { readonly body: string };
  readonly tags?: readonly string[];
  readonly revalidate: number;
}

export type CachedValue = PageValue | RouteValue | DataValue;

/** How long Next considers an entry fresh (seconds; false is for ever), and when it must no longer be served. */
export interface Lifetime {
  readonly revalidate: number | false;
  readonly expire?: number | undefined;
}

export interface Entry {
  readonly value: CachedValue;
  readonly tags: readonly string[];
  /** When it was stored, in epoch milliseconds. Only for lifetimes, never compared with invalidations. */
  readonly storedAtMs: number;
  /** The invalidation clock when its rendering began. An invalidation of a tag at a later tick makes it stale. */
  readonly tick: number;
  readonly lifetime: Lifetime | undefined;
}

const TAGS_HEADER = "x-next-cache-tags";
/** The approximate overhead of an entry. */
const OVERHEAD_BYTES = 512;

/** The tags under which a value was rendered. */
export function tagsOf(value: CachedValue, given: readonly string[] = []): string[] {
  if (value.kind === "FETCH") return [...new Set([...given, ...(value.tags ?? [])])];
  const header = value.headers?.[TAGS_HEADER];
  return typeof header === "string" ? header.split(",") : [];
}

/** The approximate memory of a value, in bytes. Strings count two bytes a character. */
export function bytesOf(value: CachedValue): number {
  switch (value.kind) {
    case "FETCH":
      return OVERHEAD_BYTES + value.data.body.length * 2;
    case "APP_ROUTE":
      return OVERHEAD_BYTES + value.body.length;
    case "APP_PAGE": {
      let segments = 0;
      for (const [path, data] of value.segmentData ?? []) segments += path.length * 2 + data.length;
      return OVERHEAD_BYTES + value.html.length * 2 + (value.rscData?.length ?? 0) + segments;
    }
  }
}
