const KINDS = ["order", "customer", "product", "promotion"] as const;

/** Something that was opened from the palette. */
export interface Recent {
  readonly kind: (typeof KINDS)[number];
  readonly href: string;
  readonly title: string;
  readonly detail: string;
}

/** In this tab, and only while it is open: names and addresses of customers stay on no disk. */
const KEY = "cartwright-recent";
const RECENTS_MAX = 6;

const isText = (value: unknown): value is string => typeof value === "string";

function readRecent(value: unknown): Recent | null {
  if (typeof value !== "object" || value === null) return null;
  const { kind, href, title, detail } = { kind: "", href: "", title: "", detail: "", ...value } as Record<
    string,
    unknown
  >; // read field by field below
  const known = KINDS.find((each) => each === kind);
  const isComplete = known !== undefined && isText(href) && isText(title) && isText(detail);
  return isComplete && href.startsWith("/admin/") ? { kind: known, href, title, detail } : null;
}

/** What a person opened last in this tab, the latest first. What someone else opened is not theirs to see. */
export function readRecents(owner: string): Recent[] {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? "null");
    if (typeof stored !== "object" || stored === null || Reflect.get(stored, "owner") !== owner) return [];
    const items: unknown = Reflect.get(stored, "items");
    return Array.isArray(items) ? items.flatMap((item) => readRecent(item) ?? []).slice(0, RECENTS_MAX) : [];
  } catch {
    // Storage may be off, or hold what an older version wrote: then nothing is recent.
    return [];
  }
}

export function rememberRecent(owner: string, recent: Recent): void {
  const others = readRecents(owner).filter(({ href }) => href !== recent.href);
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify({ owner, items: [recent, ...others].slice(0, RECENTS_MAX) }));
  } catch {
    // Storage may be off or full: the palette works without it.
  }
}

export function forgetRecents(): void {
  try {
    window.sessionStorage.removeItem(KEY);
  } catch {
    // Without storage there is nothing to forget.
  }
}
