import { AppError } from "@cartwright/core/kernel/app-error";
import pLimit from "p-limit";

/** Runs one function at a time. */
type Alone = <R>(work: () => Promise<R>) => Promise<R>;

/** Limits the uploads that are in memory. Throws `unavailable` when every slot is taken. */
export function createUploadSlots(slotsMax: number) {
  const slots = pLimit(slotsMax);
  const encoder = pLimit(1);

  return {
    /** Holds a slot while `upload` runs. Of all uploads, one at a time runs the work that it gives to `alone`. */
    async enter<T>(upload: (alone: Alone) => Promise<T>): Promise<T> {
      if (slots.activeCount + slots.pendingCount >= slotsMax)
        throw new AppError("unavailable", { retryAfterSeconds: 5 });
      return slots(() => upload((work) => encoder(work)));
    },
  };
}
