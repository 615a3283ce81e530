/**
 * The amount of load: this many concurrent visitors, each starting again when done, until the time or the count is reached.
 */
export interface Loop {
  readonly concurrency: number;
  readonly seconds: number;
  /** The most rounds in total. */
  readonly roundsMax: number;
}

export interface LoopResult {
  readonly rounds: number;
  readonly failures: number;
  /** The first few error messages, for diagnosis. */
  readonly failureSamples: readonly string[];
  /** From the first round's beginning to the last round's end. */
  readonly elapsedMs: number;
}

const SAMPLES_MAX = 5;

/** Runs `round` again and again. A round that throws counts as a failure and does not end the loop. */
export async function closedLoop(loop: Loop, round: (index: number) => Promise<void>): Promise<LoopResult> {
  const startedAt = performance.now();
  const endsAt = startedAt + loop.seconds * 1_000;
  const samples: string[] = [];
  let begun = 0;
  let rounds = 0;
  let failures = 0;

  async function visitor(): Promise<void> {
    while (begun < loop.roundsMax && performance.now() < endsAt) {
      begun += 1;
      try {
        await round(begun - 1);
        rounds += 1;
      } catch (error) {
        failures += 1;
        if (samples.length < SAMPLES_MAX) samples.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  await Promise.all(Array.from({ length: loop.concurrency }, visitor));
  return { rounds, failures, failureSamples: samples, elapsedMs: performance.now() - startedAt };
}
