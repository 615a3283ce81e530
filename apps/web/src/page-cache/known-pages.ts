import { LRUCache } from "lru-cache";

/** Paths whose key is remembered. A page whose key was dropped goes through Next once more. */
const PATHS_MAX = 50_000;
/** Where the path begins in a key: the path under which Next renders the page. */
const MARK = "/$/shop/en";
const OWN_PATH = /^(?:\/c\/|\/products\/)[a-z0-9][a-z0-9-]*$/;

/**
 * Public paths and the keys under which Next stores them. Next creates the keys (they contain the route as well), so they are
 * learned as they are used, not computed.
 */
const keys = new LRUCache<string, string>({ max: PATHS_MAX });

/** The public path for a key of a public page; null for every other key. */
function publicPathOf(key: string): string | null {
  const at = key.indexOf(MARK);
  if (at < 0 || !key.includes("/APP_PAGE/")) return null;
  const path = key.slice(at + MARK.length);
  return path === "" ? "/" : OWN_PATH.test(path) ? path : null;
}

/** Remembers the key of a page that Next read or stored. */
export function learnKey(key: string): void {
  const path = publicPathOf(key);
  if (path !== null) keys.set(path, key);
}

/** The key of a public page, once Next has used it. */
export function keyOf(path: string): string | undefined {
  return keys.get(path);
}
