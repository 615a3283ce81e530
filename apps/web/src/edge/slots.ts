import { AppError } from "@cartwright/core/kernel/app-error";
import pLimit from "p-limit";

/** Runs at most `slotsMax` of the works that are given to it, and lets none wait: it throws `unavailable` when every slot is taken. */
export function createSlots(slotsMax: number, retryAfterSeconds: number) {
  const slots = pLimit(slotsMax);
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (slots.activeCount + slots.pendingCount >= slotsMax) throw new AppError("unavailable", { retryAfterSeconds });
    return slots(work);
  };
}
