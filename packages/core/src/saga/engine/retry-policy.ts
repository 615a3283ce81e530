/** How a failed step is retried. */
export interface RetryPolicy {
  /** Attempts at one step, including the first, before it counts as failed. */
  readonly attemptsMax: number;
  readonly firstMs: number;
  readonly capMs: number;
}

export const STEP_RETRIES: RetryPolicy = { attemptsMax: 6, firstMs: 500, capMs: 30_000 };
/**
 * An undo, and a refund, is retried for about a day: giving up would leave a payment or stock behind. The gaps grow to an hour at
 * most, so a provider that was away for some minutes is asked again within as many.
 */
export const UNDO_RETRIES: RetryPolicy = { attemptsMax: 60, firstMs: 500, capMs: 3_600_000 };
/** A person is told when an undo has been failing for this long, however often it was tried. */
export const UNDO_ALARM_MS = 900_000;
/** Sagas that wait for the same provider look it up at different times: up to this part earlier. */
export const LOOK_UP_JITTER = 0.25;

/**
 * Exponential backoff with full jitter: a delay between 1 ms and `firstMs * 2^(attempt - 1)`, capped. `random` is in [0, 1).
 * Full jitter spreads the retries of many sagas that failed at the same moment.
 */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
  const ceiling = Math.min(policy.capMs, policy.firstMs * 2 ** Math.min(attempt - 1, 30));
  return 1 + Math.floor(random * (ceiling - 1));
}
