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
  /** What failed in it, or passed at the second try only, a line each. Repeated at the end of the run. */
  readonly failures?: readonly string[];
  /** What its parts (files, journeys) cost. The slowest are listed at the end of the run. */
  readonly timings?: readonly Timing[];
}

export interface Timing {
  readonly name: string;
  readonly ms: number;
}

/** Where a stage prints while it runs. */
export type Say = (line: string) => void;

export interface Stage {
  readonly name: string;
  run(say: Say): Promise<StageResult>;
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
const FAILURES_SHOWN = 25;
const FAILURE_LENGTH_MAX = 300;
/** Of the stage's name before each line, while stages run side by side. */
const LABEL_LENGTH_MAX = 8;

const secondsOf = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

interface Outcome {
  readonly name: string;
  readonly ms: number;
  readonly result: StageResult;
}

/** The cost of each stage and of the run, then the slowest parts of each stage. */
function printTimings(outcomes: readonly Outcome[], totalMs: number): void {
  const line = (name: string, ms: number) => `  ${secondsOf(ms).padStart(8)}  ${name}`;
  console.log(
    `\nTIME:\n${outcomes.map(({ name, ms }) => line(name, ms)).join("\n")}\n${line("the whole run", totalMs)}`,
  );
  for (const { name, result } of outcomes) {
    const slowest = (result.timings ?? []).toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST_SHOWN);
    if (slowest.length === 0) continue;
    console.log(`\nSLOWEST (${name}):\n${slowest.map((part) => line(part.name, part.ms)).join("\n")}`);
  }
}

/** Names what failed in each stage. Only the end of a long log may be kept, so this comes last. */
function printFailures(outcomes: readonly Outcome[]): void {
  for (const { name, result } of outcomes) {
    const failures = result.failures ?? [];
    if (failures.length === 0) continue;
    const shown = failures.slice(0, FAILURES_SHOWN).map((failure) => `  ${failure.slice(0, FAILURE_LENGTH_MAX)}`);
    const more = failures.length - shown.length;
    console.log(
      `\nFAILED AT THE FIRST TRY (${name}):\n${[...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n")}`,
    );
  }
  const failed = outcomes.filter(({ result }) => result.failed > 0);
  if (failed.length > 0) console.log(`\nFAILED: ${failed.map(({ name }) => name).join(", ")}`);
}

async function runStage(stage: Stage, say: Say): Promise<Outcome> {
  const { name } = stage;
  say(`\n── ${name}`);
  const since = performance.now();
  const result = await stage
    .run(say)
    .catch((error: unknown): StageResult =>
      checked(false, "did not finish", error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  const ms = performance.now() - since;
  if (result.details) say(result.details);
  const mark = result.failed > 0 ? "✗" : result.skipped > 0 && result.passed === 0 ? "–" : "✓";
  say(`${mark} ${name}: ${result.summary} (${secondsOf(ms)})`);
  return { name, ms, result };
}

/** A stage runs after the one before it, also after a failure. Lanes run side by side, and their lines say whose they are. */
export type Lane = readonly Stage[];

async function runLane(lane: Lane, isAlone: boolean): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const stage of lane) {
    const label = stage.name.split(",")[0]?.slice(0, LABEL_LENGTH_MAX).padEnd(LABEL_LENGTH_MAX) ?? "";
    const say: Say = (text) => console.log(isAlone ? text : text.replace(/^\n/, "").replaceAll(/^/gm, `${label} │ `));
    outcomes.push(await runStage(stage, say));
  }
  return outcomes;
}

/**
 * Runs all stages and prints the time of each. The last line it prints is `N passed, N failed, N skipped`. Returns whether
 * nothing failed.
 */
export async function runStages(...lanes: readonly Lane[]): Promise<boolean> {
  const since = performance.now();
  const outcomes = (await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)))).flat();
  printTimings(outcomes, performance.now() - since);
  const reasons = outcomes.flatMap(({ name, result }) => (result.notRun ?? []).map((reason) => `  ${name}: ${reason}`));
  if (reasons.length > 0) console.log(`\nNOT RUN:\n${reasons.join("\n")}`);
  printFailures(outcomes);
  const sum = (pick: (counts: Counts) => number) => outcomes.reduce((total, { result }) => total + pick(result), 0);
  const counts = { passed: sum((c) => c.passed), failed: sum((c) => c.failed), skipped: sum((c) => c.skipped) };
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0;
}
