export interface LoopOptions {
  /** The rest after each round. */
  readonly restMs: number;
  /** What is done again and again. Ends early when the signal is aborted, if it can. */
  readonly round: (signal: AbortSignal) => Promise<void>;
  /** Hears of a round that failed. The loop goes on. */
  readonly onError: (error: unknown) => void;
}

export interface Loop {
  /** Ends the rest: there is something to do. During a round, the next one follows at once. */
  readonly wake: () => void;
  /** Finishes the current round and stops. */
  close(): Promise<void>;
}

/** Does something again and again, one round at a time, until it is closed. */
export function startLoop({ restMs, round, onError }: LoopOptions): Loop {
  const closing = new AbortController();
  const { signal } = closing;
  let woken = false;
  let ring: (() => void) | undefined;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      woken = false;
      try {
        await round(signal);
      } catch (error) {
        onError(error);
      }
      if (woken || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, restMs);
        ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      ring = undefined;
    }
  }

  const loop = run();
  return {
    wake() {
      woken = true;
      ring?.();
    },
    async close() {
      closing.abort();
      ring?.();
      await loop;
    },
  };
}
