/** What the keys of a list do: `/` focuses the search, `j`, `k` and Enter walk its rows, `x` selects them. */
type PageKeys = "search" | "rows" | "choose";

const announced = new Map<symbol, readonly PageKeys[]>();

/** Says which keys work on the page while something is mounted. Returns how to end that. */
export function announceKeys(keys: readonly PageKeys[]): () => void {
  const id = Symbol("keys");
  announced.set(id, keys);
  return () => announced.delete(id);
}

/** The keys that work on the page now, beside those that work on all. */
export const keysOfPage = (): ReadonlySet<PageKeys> => new Set([...announced.values()].flat());
