/** How long things took, in milliseconds. */
export interface Spread {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** The smallest value that at least this share of the sorted values do not exceed. 0 for none. */
export function percentile(sorted: readonly number[], share: number): number {
  const at = Math.ceil(sorted.length * share) - 1;
  return sorted[Math.min(Math.max(at, 0), sorted.length - 1)] ?? 0;
}

/** The spread of some times, in any order. */
export function spreadOf(timesMs: readonly number[]): Spread {
  const sorted = timesMs.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    p50Ms: round(percentile(sorted, 0.5)),
    p95Ms: round(percentile(sorted, 0.95)),
    maxMs: round(sorted.at(-1) ?? 0),
  };
}

/** Two decimals: the machine's noise is larger than that. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
