import { rotateLog } from "./process-log.ts";
import { commandLine, endProcess } from "./processes.ts";
import { inProject } from "./project.ts";
import type { Progress } from "./progress.ts";
import { StackError } from "./stack-error.ts";
import { PROCESS_NAMES, type ProcessName, readStackFile, removeStackFile } from "./stack-file.ts";
import type { Ports } from "./stack-ports.ts";
import { type ProcessPlan, supervise, type SupervisedProcess } from "./supervise.ts";

const APP_FOLDERS: Readonly<Record<ProcessName, string>> = {
  web: "apps/web",
  worker: "apps/worker",
  realtime: "apps/realtime",
  provider: "apps/provider",
};
/** How long each may drain: the web app its requests, the worker its jobs. */
const DRAIN_MS: Readonly<Record<ProcessName, number>> = {
  web: 27_000,
  worker: 35_000,
  realtime: 12_000,
  provider: 12_000,
};
const STOP_ORDER: readonly ProcessName[] = ["web", "realtime", "worker", "provider"];
const mainOf = (name: ProcessName) => inProject(APP_FOLDERS[name], "src/main.mjs");

/**
 * Where processes keep their compiled code. A process that finds it starts sooner, and without the compiler of TypeScript, which
 * takes about 25 MB for as long as the process runs.
 */
export const COMPILED = inProject("node_modules/.cache/compiled");

/**
 * Most memory for what a process keeps, in MB: about four times what each needs. V8 lets a heap grow the further before it
 * collects, the higher its limit is; with the limit of a machine with much memory, a process at rest keeps twice as much. What is
 * only passing has half of Node's own limit in web, where most passes: that takes a third less memory under load, for about a
 * twentieth more CPU for a list of products. A quarter of it would cost web a fifth more.
 */
const HEAP_OPTIONS: Readonly<Record<ProcessName, readonly string[]>> = {
  web: ["--max-old-space-size=400", "--max-semi-space-size=8"],
  worker: ["--max-old-space-size=300", "--max-semi-space-size=4"],
  realtime: ["--max-old-space-size=300", "--max-semi-space-size=2"],
  provider: ["--max-old-space-size=150", "--max-semi-space-size=1"],
};

/** How one of the shop's processes is run. */
export function planOf(
  name: ProcessName,
  { ports, env, logFile }: { ports: Ports; env: Readonly<Record<string, string>>; logFile: string },
): ProcessPlan {
  rotateLog(logFile);
  const healthPort = {
    web: ports.webMetrics,
    worker: ports.workerMetrics,
    realtime: ports.realtimeMetrics,
    provider: ports.provider,
  }[name];
  return {
    name,
    script: mainOf(name),
    // One helper thread for collecting and compiling: there are more processes than processors.
    nodeOptions: [...HEAP_OPTIONS[name], "--v8-pool-size=1"],
    args: [],
    cwd: inProject(APP_FOLDERS[name]),
    // Threads that allocate would each get a heap of the C library's own.
    env: { NODE_COMPILE_CACHE: COMPILED, MALLOC_ARENA_MAX: "2", ...env },
    logFile,
    readyUrl: `http://127.0.0.1:${healthPort}/health/ready`,
    drainMs: DRAIN_MS[name],
  };
}

/** Starts all at once; if one does not start, those that did are stopped by the caller's `stops`. */
export async function startAll(
  plans: readonly ProcessPlan[],
  stops: (() => Promise<void>)[],
  watcher: Parameters<typeof supervise>[1],
): Promise<SupervisedProcess[]> {
  const outcomes = await Promise.allSettled(plans.map((plan) => supervise(plan, watcher)));
  const started = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  // `stops` run last first.
  for (const name of STOP_ORDER.toReversed()) {
    const part = started.find((candidate) => candidate.name === name);
    if (part) stops.push(() => part.stop());
  }
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) throw new StackError(failure.reason instanceof Error ? failure.reason.message : String(failure.reason));
  return started;
}

/** The processes of a stack whose supervisor was killed exit on their own. Slow ones are ended here. */
export async function endLeftovers(dataDir: string, progress: Progress): Promise<void> {
  const left = await readStackFile(dataDir);
  if (!left) return;
  for (const name of PROCESS_NAMES) {
    const pid = left.pids[name];
    if (pid === undefined || !(await commandLine(pid)).includes(mainOf(name))) continue;
    progress.note(`ending ${name} of a stack that was killed (process ${pid})`);
    await endProcess(pid, 5_000);
  }
  await removeStackFile(dataDir);
}
