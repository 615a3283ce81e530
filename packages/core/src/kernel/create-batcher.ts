import { AppError } from "./app-error.ts";

export type Settled<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly error: unknown };

export interface BatcherOptions<Item, Result> {
  /** Handles a batch. Returns one result per item, in order. A rejection applies to all of them. */
  readonly run: (items: readonly Item[]) => Promise<readonly Settled<Result>[]>;
  readonly batchMax: number;
  /** How many batches may run at once. */
  readonly parallel: number;
  /** How many items may wait; more are refused as `unavailable`. */
  readonly waitingMax: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers items that arrive while others are being worked on into batches. There is no timer: a batch starts when a slot is
 * free and the event loop has turned once, with whatever has come by then. So a lone item is not delayed, and the busier it
 * gets, the larger the batches are.
 */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  let scheduled = false;

  async function runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await options.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (!result) reject(new Error("a batch returned fewer results than it had items"));
        else if (result.ok) resolve(result.value);
        else reject(result.error);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      running -= 1;
      schedule();
    }
  }

  function start(): void {
    scheduled = false;
    while (waiting.length > 0 && running < options.parallel) {
      running += 1;
      void runBatch(waiting.splice(0, options.batchMax));
    }
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0 || running >= options.parallel) return;
    scheduled = true;
    setImmediate(start);
  }

  return (item) => {
    if (waiting.length >= options.waitingMax) return Promise.reject(new AppError("unavailable"));
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
  };
}
