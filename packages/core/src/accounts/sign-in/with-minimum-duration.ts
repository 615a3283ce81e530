import { setTimeout as sleep } from "node:timers/promises";

/**
 * Longer than the extra work for an address that has an account: mails, links, a transaction. What the response does not
 * reveal its time must not reveal either.
 */
export const MINIMUM_DURATION_MS = 250;

/** Runs `work` and settles no sooner than {@link MINIMUM_DURATION_MS}, whether it succeeds or fails. */
export async function withMinimumDuration<T>(act: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([act(), sleep(MINIMUM_DURATION_MS)]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
