/**
 * How jobs are tried again when the program or its surroundings fail (a database that restarts, a bug): exponential
 * backoff, half of it jitter, for about eight minutes. Failures of business or of a payment provider never get here: the
 * saga keeps its own, visible count of those.
 */
export const JOB_ATTEMPTS_MAX = 10;
export const JOB_BACKOFF = { type: "exponential", delay: 500, jitter: 0.5 } as const;

/** Failed jobs are kept for a look; the dead letter in the shop's own tables is what counts. */
export const FAILED_KEPT = { age: 86_400, count: 1_000 } as const;
