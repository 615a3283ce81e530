import { LRUCache } from "lru-cache";

/** Paths whose key is remembered; a forgotten one takes the long way once more. */
const PATHS_MAX = 50_000;
/** Where a key's readable part begins: the path under which Next renders the page. */
const MARK = "/$/shop/en";
const OWN_PATH = /^(?:\/c\/|\/products\/)[a-z0-9][a-z0-9-]*$/;

/**
 * Public paths and the keys that Next keeps them under. Keys are Next's to make (they name the route as well), so they are
 * learned as they pass by, not worked out.
 */
const keys = new LRUCache<string, string>({ max: PATHS_MAX });

/** The path that people see for a key of a public page; null for every other key. */
function publicPathOf(key: string): string | null {
  const at = key.indexOf(MARK);
  if (at < 0 || !key.includes("/APP_PAGE/")) return null;
  const path = key.slice(at + MARK.length);
  return path === "" ? "/" : OWN_PATH.test(path) ? path : null;
}

/** Remembers the key of a page that Next asked for or stored. */
export function learnKey(key: string): void {
  const path = publicPathOf(key);
  if (path !== null) keys.set(path, key);
}

/** The key of a public page, once Next has used it. */
export function keyOf(path: string): string | undefined {
  return keys.get(path);
}
