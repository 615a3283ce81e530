const HERE = "http://shop.invalid";
const LENGTH_MAX = 500;

/**
 * A target as a path of this shop, or null. Judged as a browser reads it, which drops tabs and line ends and treats a
 * backslash as a slash: `/\t/host` leads to another site just as `//host` does.
 */
export function ownPath(target: unknown): string | null {
  if (typeof target !== "string" || target.length > LENGTH_MAX) return null;
  if (!target.startsWith("/") || !URL.canParse(target, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(target, HERE);
  const path = `${pathname}${search}${hash}`;
  // `/.//host` is normalised to `//host`, which would be another site when it is read again.
  return origin === HERE && !path.startsWith("//") ? path : null;
}
