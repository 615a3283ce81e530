/** How a failed step is retried. */
export interface RetryPolicy {
  /** Attempts at one step, including the first, before it counts as failed. */
  readonly attemptsMax: number;
  readonly firstMs: number;
  readonly capMs: number;
}

export const STEP_RETRIES: RetryPolicy = { attemptsMax: 6, firstMs: 500, capMs: 30_000 };
/** An undo is retried for longer: giving up would leave a payment or stock behind. */
export const UNDO_RETRIES: RetryPolicy = { attemptsMax: 10, firstMs: 500, capMs: 60_000 };

/**
 * Exponential backoff with full jitter: a delay between 1 ms and `firstMs * 2^(attempt - 1)`, capped. `random` is in [0, 1).
 * Full jitter spreads the retries of many sagas that failed at the same moment.
 */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
  const ceiling = Math.min(policy.capMs, policy.firstMs * 2 ** Math.min(attempt - 1, 30));
  return 1 + Math.floor(random * (ceiling - 1));
}
