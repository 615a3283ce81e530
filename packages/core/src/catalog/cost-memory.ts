interface Kept<T> {
  value: T;
  until: number;
  /** The one computation that everybody waits for once the value is too old. */
  renewal: Promise<T> | null;
}

/**
 * Remembers answers that were costly to work out and are approximate by nature, per database and key: up to `lifeMs` they
 * may be out of date, and of many who ask for one that is too old a single one works it out anew. Answers that `isCostly`
 * does not call so are never kept. Holds at most `entriesMax`; the oldest goes first.
 */
export function createCostMemory<T>(rules: {
  readonly lifeMs: number;
  readonly entriesMax: number;
  readonly isCostly: (value: T) => boolean;
}) {
  const stores = new WeakMap<object, Map<string, Kept<T>>>();

  function keep(store: Map<string, Kept<T>>, key: string, value: T): void {
    store.delete(key);
    if (!rules.isCostly(value)) return;
    store.set(key, { value, until: performance.now() + rules.lifeMs, renewal: null });
    if (store.size > rules.entriesMax) store.delete(store.keys().next().value ?? key);
  }

  return async function recall(owner: object, key: string, workOut: () => Promise<T>): Promise<T> {
    const store = stores.get(owner) ?? new Map<string, Kept<T>>();
    stores.set(owner, store);
    const kept = store.get(key);
    if (kept && kept.until > performance.now()) return kept.value;
    if (kept?.renewal) return kept.renewal;
    const work = workOut().then(
      (value) => {
        keep(store, key, value);
        return value;
      },
      (error: unknown) => {
        store.delete(key);
        throw error;
      },
    );
    if (kept) kept.renewal = work;
    return work;
  };
}
