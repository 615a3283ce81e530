import pLimit from "p-limit";
import { createSlots } from "../slots.ts";

const RETRY_SECONDS = 5;

/** Runs one function at a time. */
type Alone = <R>(work: () => Promise<R>) => Promise<R>;

/** Limits the uploads that are in memory. Throws `unavailable` when every slot is taken. */
export function createUploadSlots(slotsMax: number) {
  const inSlot = createSlots(slotsMax, RETRY_SECONDS);
  const encoder = pLimit(1);

  return {
    /** Holds a slot while `upload` runs. Of all uploads, one at a time runs the work that it gives to `alone`. */
    async enter<T>(upload: (alone: Alone) => Promise<T>): Promise<T> {
      return inSlot(() => upload((work) => encoder(work)));
    },
  };
}
