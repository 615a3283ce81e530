import type { QueueName } from "@cartwright/contracts/messages";

const SLICE_MS = 5_000;
const SLICES = 12;

/** Counts the jobs that this process finished in the last minute, by queue. */
export interface FinishedJobs {
  add(queue: QueueName): void;
  /** Without the queues of which there were none. */
  read(): Readonly<Record<string, number>>;
}

/** `nowMs` is a clock that never goes back. */
export function createFinishedJobs(nowMs: () => number = () => performance.now()): FinishedJobs {
  const slices = new Map<number, Map<QueueName, number>>();
  const current = () => Math.floor(nowMs() / SLICE_MS);
  const forget = () => {
    for (const slice of slices.keys()) if (slice <= current() - SLICES) slices.delete(slice);
  };
  return {
    add(queue) {
      forget();
      const counts = slices.get(current()) ?? new Map<QueueName, number>();
      counts.set(queue, (counts.get(queue) ?? 0) + 1);
      slices.set(current(), counts);
    },
    read() {
      forget();
      const sums: Record<string, number> = {};
      for (const counts of slices.values())
        for (const [queue, count] of counts) sums[queue] = (sums[queue] ?? 0) + count;
      return sums;
    },
  };
}
