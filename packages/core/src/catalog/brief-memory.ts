interface Remembered<T> {
  readonly value: T;
  readonly until: number;
}

/**
 * Remembers a few answers for a moment, per database. For costly answers that are approximate by nature only: what is
 * remembered is up to `lifeMs` out of date. Holds at most `entriesMax` answers; the oldest goes first.
 */
export function createBriefMemory<T>(limits: { readonly lifeMs: number; readonly entriesMax: number }) {
  const stores = new WeakMap<object, Map<string, Remembered<T>>>();
  return {
    recall(owner: object, key: string): T | undefined {
      const found = stores.get(owner)?.get(key);
      return found && found.until > performance.now() ? found.value : undefined;
    },
    remember(owner: object, key: string, value: T): void {
      const store = stores.get(owner) ?? new Map<string, Remembered<T>>();
      stores.set(owner, store);
      store.delete(key);
      store.set(key, { value, until: performance.now() + limits.lifeMs });
      if (store.size > limits.entriesMax) store.delete(store.keys().next().value ?? key);
    },
  };
}
