/** Test counts of one stage of `npm run check` or `npm test`. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StageResult extends Counts {
  /** Such as "412 files". */
  readonly summary: string;
  /** Shown when the stage failed. */
  readonly details?: string;
  /** What could not run, and why. Repeated at the end of the run. */
  readonly notRun?: readonly string[];
  /** What its parts (files, journeys) cost. The slowest are listed at the end of the run. */
  readonly timings?: readonly Timing[];
}

export interface Timing {
  readonly name: string;
  readonly ms: number;
}

export interface Stage {
  readonly name: string;
  run(): Promise<StageResult>;
}

/** The result of a stage that is a single check. */
export function checked(ok: boolean, summary: string, details: string): StageResult {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, summary, ...(!ok && { details }) };
}

/** The result of a stage that cannot run on this machine. */
export function notRun(reason: string): StageResult {
  return { passed: 0, failed: 0, skipped: 1, summary: "not run", notRun: [reason] };
}

const SLOWEST_SHOWN = 10;

const secondsOf = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** The cost of each stage, then the slowest parts of each. */
function printTimings(results: readonly { name: string; ms: number; result: StageResult }[]): void {
  const line = (name: string, ms: number) => `  ${secondsOf(ms).padStart(8)}  ${name}`;
  console.log(`\nTIME:\n${results.map(({ name, ms }) => line(name, ms)).join("\n")}`);
  for (const { name, result } of results) {
    const slowest = (result.timings ?? []).toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST_SHOWN);
    if (slowest.length === 0) continue;
    console.log(`\nSLOWEST (${name}):\n${slowest.map((part) => line(part.name, part.ms)).join("\n")}`);
  }
}

/**
 * Runs all stages in order, also after a failure, and prints the time of each. The last line it prints is
 * `N passed, N failed, N skipped`. Returns whether nothing failed.
 */
export async function runStages(stages: readonly Stage[]): Promise<boolean> {
  const results: { name: string; ms: number; result: StageResult }[] = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.name}`);
    const since = performance.now();
    const result = await stage
      .run()
      .catch((error: unknown): StageResult =>
        checked(false, "did not finish", error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
    const ms = performance.now() - since;
    results.push({ name: stage.name, ms, result });
    if (result.details) console.log(result.details);
    console.log(
      `${result.failed > 0 ? "✗" : result.skipped > 0 && result.passed === 0 ? "–" : "✓"} ${stage.name}: ${result.summary} (${secondsOf(ms)})`,
    );
  }
  printTimings(results);
  const failed = results.filter(({ result }) => result.failed > 0);
  const reasons = results.flatMap(({ name, result }) => (result.notRun ?? []).map((reason) => `  ${name}: ${reason}`));
  if (reasons.length > 0) console.log(`\nNOT RUN:\n${reasons.join("\n")}`);
  if (failed.length > 0) console.log(`\nFAILED: ${failed.map(({ name }) => name).join(", ")}`);
  const sum = (pick: (counts: Counts) => number) => results.reduce((total, { result }) => total + pick(result), 0);
  const counts = { passed: sum((c) => c.passed), failed: sum((c) => c.failed), skipped: sum((c) => c.skipped) };
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0;
}
