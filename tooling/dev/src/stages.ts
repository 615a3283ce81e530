/** What one stage of `npm run check` or `npm test` came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StageResult extends Counts {
  /** Such as "412 files". */
  readonly summary: string;
  /** What to show when it failed. */
  readonly details?: string;
  /** What could not run, and why: said again at the end. */
  readonly notRun?: readonly string[];
}

export interface Stage {
  readonly name: string;
  run(): Promise<StageResult>;
}

/** A stage that is one check: it holds or it does not. */
export function checked(ok: boolean, summary: string, details: string): StageResult {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, summary, ...(!ok && { details }) };
}

/** A stage that could not run here. */
export function notRun(reason: string): StageResult {
  return { passed: 0, failed: 0, skipped: 1, summary: "not run", notRun: [reason] };
}

/**
 * Runs the stages in order, all of them whatever fails, and prints each with its time. The last line it prints is
 * `N passed, N failed, N skipped`. Returns whether nothing failed.
 */
export async function runStages(stages: readonly Stage[]): Promise<boolean> {
  const results: { name: string; result: StageResult }[] = [];
  for (const stage of stages) {
    console.log(`\n── ${stage.name}`);
    const since = performance.now();
    const result = await stage
      .run()
      .catch((error: unknown): StageResult =>
        checked(false, "broke off", error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
    results.push({ name: stage.name, result });
    if (result.details) console.log(result.details);
    const seconds = ((performance.now() - since) / 1_000).toFixed(1);
    console.log(
      `${result.failed > 0 ? "✗" : result.skipped > 0 && result.passed === 0 ? "–" : "✓"} ${stage.name}: ${result.summary} (${seconds} s)`,
    );
  }
  const failed = results.filter(({ result }) => result.failed > 0);
  const reasons = results.flatMap(({ name, result }) => (result.notRun ?? []).map((reason) => `  ${name}: ${reason}`));
  if (reasons.length > 0) console.log(`\nNOT RUN:\n${reasons.join("\n")}`);
  if (failed.length > 0) console.log(`\nFAILED: ${failed.map(({ name }) => name).join(", ")}`);
  const sum = (pick: (counts: Counts) => number) => results.reduce((total, { result }) => total + pick(result), 0);
  const counts = { passed: sum((c) => c.passed), failed: sum((c) => c.failed), skipped: sum((c) => c.skipped) };
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0;
}
