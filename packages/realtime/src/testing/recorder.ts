import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";

/** What happened, in order, and a way to wait for more of it. */
export interface Recorder<T> {
  readonly all: readonly T[];
  readonly add: (item: T) => void;
  /** Resolves as soon as `enough` holds of everything recorded; rejects with what there is after {@link WAIT_MS_MAX}. */
  readonly until: (enough: (all: readonly T[]) => boolean) => Promise<readonly T[]>;
}

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
          reject(new Error(`it never came to be; there is ${JSON.stringify(all)}`));
        }, WAIT_MS_MAX);
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
