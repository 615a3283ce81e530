import type { Db } from "@cartwright/db/client";
import { addRefusals, deleteRefusals } from "./webhook-list.sql.ts";

/** Counts a webhook that was not accepted. Never rejects: the count is for people to look at. */
export type CountRefusal = (provider: string, reason: string) => Promise<void>;

/**
 * Counts refused and failed webhooks by the hour. Anyone can send requests without a valid signature, so no two of them write at
 * once: those that come meanwhile are written together with the next.
 */
export function createRefusalCounter(db: Db, onError: (error: unknown) => void): CountRefusal {
  const pending = new Map<string, { readonly provider: string; readonly reason: string; count: number }>();
  const writing = new Set<string>();
  return async (provider, reason) => {
    const key = `${provider} ${reason}`;
    const waiting = pending.get(key) ?? { provider, reason, count: 0 };
    waiting.count += 1;
    pending.set(key, waiting);
    if (writing.has(key)) return;
    writing.add(key);
    try {
      for (let next = pending.get(key); next; next = pending.get(key)) {
        pending.delete(key);
        await addRefusals(db, next);
      }
    } catch (error) {
      onError(error);
    } finally {
      writing.delete(key);
    }
  };
}

const REFUSALS_KEPT_DAYS = 30;

/** Deletes old counts. Returns how many. */
export async function pruneRefusals(db: Db): Promise<number> {
  return deleteRefusals(db, REFUSALS_KEPT_DAYS);
}
