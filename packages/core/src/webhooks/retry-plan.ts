const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The waits between attempts: about a day altogether. */
const GAPS_MS = [
  5_000,
  30_000,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  10 * HOUR,
];
/** Most attempts of one delivery. */
export const TRIES_MAX = GAPS_MS.length + 1;
/** A wait is this much shorter or longer, at random, so that an endpoint that comes back is not flooded. */
const JITTER = 0.2;

/** An endpoint is disabled when every attempt for this long has failed, and at least this many. */
export const FAILING_HOURS_MAX = 72;
export const FAILURES_MIN = 20;

/** The wait until the next attempt after this many; null when it was the last. */
export function nextGapMs(tries: number, random: () => number): number | null {
  const gap = GAPS_MS[tries - 1];
  return gap === undefined ? null : Math.round(gap * (1 - JITTER + 2 * JITTER * random()));
}

/** Whether an endpoint took the delivery. A redirect is not followed, so it is a failure. */
export const isAccepted = (status: number | null): boolean => status !== null && status >= 200 && status < 300;
