import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./project.ts";

export interface ToolRun {
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Gets all of the output. */
  readonly logFile?: string;
  readonly onLine?: (line: string) => void;
  /** Default ten minutes. */
  readonly timeoutMs?: number;
}

export interface ToolResult {
  readonly ok: boolean;
  /** The last lines of both outputs. */
  readonly tail: string;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

/** Ends this process, and with it what it runs, on a signal or when the parent (bin/cartwright.mjs) was killed. */
export function endOnRequest(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
  process.on("disconnect", () => process.exit(1));
}

const TAIL_LINES = 60;
const DEFAULT_TIMEOUT_MS = 600_000;

/** Runs a program to its end; never asks for input. Rejects only if it cannot be started or is aborted. */
export async function runTool(run: ToolRun): Promise<ToolResult> {
  const [program, ...args] = run.command;
  if (run.logFile) await mkdir(path.dirname(run.logFile), { recursive: true });
  const log = run.logFile ? createWriteStream(run.logFile, { mode: 0o600 }) : undefined;
  const child = spawn(program, args, {
    cwd: run.cwd ?? ROOT,
    // Colours are for terminals; in CI some tools would print them into the log.
    env: { ...(run.env ?? process.env), ...(!process.stdout.isTTY && { NO_COLOR: "1", FORCE_COLOR: undefined }) },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: run.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    ...(run.signal && { signal: run.signal }),
  });
  running.add(child);
  const tail: string[] = [];
  for (const source of [child.stdout, child.stderr]) {
    createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      log?.write(`${line}\n`);
      run.onLine?.(line);
    });
  }
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      log?.end();
      resolve({ ok: code === 0, tail: tail.join("\n") });
    });
  });
}
