interface Kept<T> {
  value: T;
  readonly computedMs: number;
  /** Something that it was computed from has changed since. */
  isOutdated: boolean;
  /** The computation that every caller waits for once the value has expired. */
  renewal: Promise<T> | null;
}

interface Store<T> {
  readonly entries: Map<string, Kept<T>>;
  /** Whether its owner reports changes. Without, only costly results are kept. */
  isTold: boolean;
  /** Counts the reports. A result that was computed meanwhile may be of before. */
  changes: number;
}

export interface CostMemoryRules<T> {
  readonly isCostly: (value: T) => boolean;
  /** How old a costly result may be, although something has changed. */
  readonly costlyMs: number;
  /** How old any result may be, for owners that report changes. */
  readonly lifeMs: number;
  /** How old a result may be for callers that only continue a list, whatever has changed. */
  readonly continuedMs: number;
  readonly entriesMax: number;
}

/**
 * Keeps results that are expensive to compute, per database and key. Results that `isCostly` accepts may be `costlyMs` old. The
 * others are kept only for databases whose changes are reported, until the next report or for `lifeMs`. Of many callers of an
 * expired result a single one computes it again. Holds at most `entriesMax` for each database; the oldest is evicted first.
 */
export function createCostMemory<T>(rules: CostMemoryRules<T>) {
  const stores = new WeakMap<object, Store<T>>();

  function storeOf(owner: object): Store<T> {
    const store = stores.get(owner) ?? { entries: new Map<string, Kept<T>>(), isTold: false, changes: 0 };
    stores.set(owner, store);
    return store;
  }

  function mayServe(kept: Kept<T>, continues: boolean): boolean {
    const ageMs = performance.now() - kept.computedMs;
    if (continues && ageMs < rules.continuedMs) return true;
    if (rules.isCostly(kept.value) && ageMs < rules.costlyMs) return true;
    return !kept.isOutdated && ageMs < rules.lifeMs;
  }

  function keep({ entries, isTold }: Store<T>, key: string, kept: Kept<T>): void {
    entries.delete(key);
    if (!isTold && !rules.isCostly(kept.value)) return;
    entries.set(key, kept);
    if (entries.size > rules.entriesMax) entries.delete(entries.keys().next().value ?? key);
  }

  async function recall(
    owner: object,
    query: { readonly key: string; readonly continues: boolean },
    workOut: () => Promise<T>,
  ): Promise<T> {
    const store = storeOf(owner);
    const { entries, changes } = store;
    const kept = entries.get(query.key);
    if (kept && mayServe(kept, query.continues)) return kept.value;
    if (kept?.renewal) return kept.renewal;
    const computedMs = performance.now();
    const work = workOut().then(
      (value) => {
        const isOutdated = !store.isTold || store.changes !== changes;
        keep(store, query.key, { value, computedMs, isOutdated, renewal: null });
        return value;
      },
      (error: unknown) => {
        entries.delete(query.key);
        throw error;
      },
    );
    if (kept) kept.renewal = work;
    return work;
  }

  return {
    recall,
    /** Reports a change to what the results of a database are computed from. The first report says that there will be more. */
    reportChange: (owner: object): void => {
      const store = storeOf(owner);
      store.isTold = true;
      store.changes += 1;
      for (const kept of store.entries.values()) kept.isOutdated = true;
    },
  };
}

const SUM_MS = 5_000;

/**
 * Keeps sums over so many rows that a few more do not matter: up to five seconds, if `isCostly` accepts them. Sums over few rows
 * are always worked out again.
 */
export function createSumMemory<T>({ isCostly, entriesMax }: Pick<CostMemoryRules<T>, "isCostly" | "entriesMax">) {
  const { recall } = createCostMemory<T>({
    isCostly,
    costlyMs: SUM_MS,
    lifeMs: SUM_MS,
    continuedMs: SUM_MS,
    entriesMax,
  });
  return (owner: object, key: string, workOut: () => Promise<T>): Promise<T> =>
    recall(owner, { key, continues: false }, workOut);
}
