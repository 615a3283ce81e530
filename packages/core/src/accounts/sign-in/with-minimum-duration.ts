import { setTimeout as sleep } from "node:timers/promises";

/**
 * Longer than what an address with an account costs more than one without: mails, links, a transaction. What is told of
 * neither by word is told of neither by time.
 */
export const ANSWER_AFTER_MS = 250;

/** Does something and does not come back before {@link ANSWER_AFTER_MS}, whether it went well or not. */
export async function withMinimumDuration<T>(act: () => Promise<T>): Promise<T> {
  const [done] = await Promise.allSettled([act(), sleep(ANSWER_AFTER_MS)]);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
