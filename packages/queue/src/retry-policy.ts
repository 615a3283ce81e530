/**
 * How jobs are retried when the program or its environment fails (a database that restarts, a bug): exponential backoff, half
 * of it jitter, for about eight minutes. Business failures and failures of a payment provider do not get here: the saga counts
 * those itself.
 */
export const JOB_ATTEMPTS_MAX = 10;
export const JOB_BACKOFF = { type: "exponential", delay: 500, jitter: 0.5 } as const;

/** Failed jobs are kept for inspection. The dead letter is in the shop's own tables. */
export const FAILED_KEPT = { age: 86_400, count: 1_000 } as const;
