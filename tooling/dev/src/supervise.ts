import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { captureOutput, lastError } from "./process-log.ts";
import { endProcess, signalProcess } from "./processes.ts";

export interface ProcessPlan {
  readonly name: string;
  /** Absolute path of its main file: it also tells our processes from strangers'. */
  readonly script: string;
  readonly nodeOptions?: readonly string[];
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Returns 200 when the process does its work. */
  readonly readyUrl: string;
  /** How long it may take to finish what it is doing when asked to end. */
  readonly drainMs: number;
}

export interface SupervisedProcess {
  readonly name: string;
  readonly pid: () => number;
  /** Rejects when it crashed more often than {@link CRASHES_MAX} in {@link CRASH_WINDOW_MS}. Pending otherwise. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

export interface Watcher {
  onRestart(name: string, reason: string): void;
  onPid(): void;
}

const READY_MS_MAX = 180_000;
const READY_POLL_MS = 50;
const CRASHES_MAX = 5;
const CRASH_WINDOW_MS = 60_000;
const BACKOFF_FIRST_MS = 200;
const BACKOFF_MAX_MS = 5_000;

/** Starts a process, resolves when it is ready, and starts it again (later and later) whenever it crashes. */
export async function supervise(plan: ProcessPlan, watcher: Watcher): Promise<SupervisedProcess> {
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // the supervisor may look at it later
  const stopping = new AbortController();
  let current = launch(plan);
  await untilReady(plan, current);

  async function watch(): Promise<void> {
    const crashes: number[] = [];
    while (!stopping.signal.aborted) {
      const reason = await current.ended;
      if (stopping.signal.aborted) return;
      const now = performance.now();
      crashes.push(now);
      const recent = crashes.filter((at) => now - at < CRASH_WINDOW_MS).length;
      watcher.onRestart(plan.name, reason);
      if (recent > CRASHES_MAX) {
        const words = await lastWords(plan, current);
        fail(new Error(`${plan.name} crashed ${recent} times within a minute: ${reason}${words}`));
        return;
      }
      await sleep(Math.min(BACKOFF_FIRST_MS * 2 ** (recent - 1), BACKOFF_MAX_MS), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      current = launch(plan);
      watcher.onPid();
    }
  }
  const watching = watch();

  return {
    name: plan.name,
    pid: () => current.child.pid ?? 0,
    failed,
    async stop() {
      stopping.abort();
      const { child } = current;
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        await endProcess(child.pid, plan.drainMs);
      }
      // Whatever it had started itself was in its session.
      if (child.pid !== undefined) signalProcess(-child.pid, "SIGKILL");
      await watching;
    },
  };
}

interface Launched {
  readonly child: ChildProcess;
  readonly tail: () => string;
  /** Resolves with the reason when the process has ended. */
  readonly ended: Promise<string>;
}

function launch(plan: ProcessPlan): Launched {
  const nodeArgs = ["--disable-warning=ExperimentalWarning", ...(plan.nodeOptions ?? [])];
  const child = spawn(process.execPath, [...nodeArgs, plan.script, ...plan.args], {
    cwd: plan.cwd,
    env: plan.env,
    // The IPC channel carries nothing: when it closes, we are gone, and the process ends itself.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // A session of its own, so that Ctrl-C in the terminal does not end all at once, but us, and then them in order.
    detached: true,
  });
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const tail = captureOutput(plan.name, plan.logFile, outputs);
  const ended = Promise.race([
    once(child, "exit").then(([code, signal]) => (signal ? `ended by ${String(signal)}` : `exit code ${String(code)}`)),
    once(child, "error").then(([error]) => String(error)),
  ]);
  return { child, tail, ended };
}

/** What the person at the terminal needs to know of the end of a process. */
async function lastWords(plan: ProcessPlan, { tail }: Launched): Promise<string> {
  const words = [await lastError(plan.logFile), tail(), `Its log: ${plan.logFile}`];
  return `\n${words.filter(Boolean).join("\n")}`;
}

async function untilReady(plan: ProcessPlan, launched: Launched): Promise<void> {
  const { child, ended } = launched;
  const deadline = performance.now() + READY_MS_MAX;
  let last = "no response";
  const outcome = ended.then((reason) => reason);
  while (performance.now() < deadline) {
    const gone = await Promise.race([outcome, sleep(READY_POLL_MS, null)]);
    if (gone !== null) throw new Error(`${plan.name} did not start: ${gone}${await lastWords(plan, launched)}`);
    try {
      const response = await fetch(plan.readyUrl, { signal: AbortSignal.timeout(3_000) });
      if (response.ok) return;
      last = await response.text();
    } catch {
      // Not listening yet.
    }
  }
  if (child.pid !== undefined) await endProcess(child.pid, 2_000);
  throw new Error(`${plan.name} was not ready within ${READY_MS_MAX / 1_000} s: ${last}\nIts log: ${plan.logFile}`);
}
