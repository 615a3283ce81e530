interface Kept<T> {
  value: T;
  until: number;
  /** The computation that every caller waits for once the value has expired. */
  renewal: Promise<T> | null;
}

/**
 * Caches results that are expensive to compute and approximate by nature, per database and key: they may be up to `lifeMs`
 * old, and of many callers of an expired one a single one computes it again. Results that `isCostly` does not accept are
 * not cached. Holds at most `entriesMax`; the oldest is evicted first.
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
