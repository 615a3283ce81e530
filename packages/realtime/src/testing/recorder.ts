/** What happened, in order, and a way to wait for more of it. */
export interface Recorder<T> {
  readonly all: readonly T[];
  readonly add: (item: T) => void;
  /** Resolves as soon as `enough` holds of everything recorded; rejects after 10 s with what there is. */
  readonly until: (enough: (all: readonly T[]) => boolean) => Promise<readonly T[]>;
}

const PATIENCE_MS = 10_000;

export function createRecorder<T>(): Recorder<T> {
  const all: T[] = [];
  const waiting = new Set<() => void>();
  return {
    all,
    add(item) {
      all.push(item);
      for (const look of waiting) look();
    },
    until(enough) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`waited in vain; there is ${JSON.stringify(all)}`));
        }, PATIENCE_MS);
        const look = (): void => {
          if (!enough(all)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(all);
        };
        waiting.add(look);
        look();
      });
    },
  };
}
