import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "./embedded-error.ts";

const POLL_MS = 50;
/**
 * How a server is stopped, and how long each signal gets: fast (roll back, checkpoint), immediate (recover later), kill.
 */
const STOP_PLAN = [
  { signal: "SIGINT", waitMs: 20_000 },
  { signal: "SIGQUIT", waitMs: 5_000 },
  { signal: "SIGKILL", waitMs: 5_000 },
] as const;

/**
 * Stops a server that a killed parent left on these data, and clears a stale lock file. A process is signalled only after
 * its command line shows that it is a postgres of this very folder, because process ids are reused.
 */
export async function stopLeftover(data: string): Promise<void> {
  const lockFile = path.join(data, "postmaster.pid");
  const pid = await lockedBy(lockFile);
  if (pid === undefined) return;
  if (await isServerOf(pid, data)) await stopServer(pid);
  await rm(lockFile, { force: true });
}

/** Sends the signals in turn. Resolves when the process is gone. */
export async function stopServer(pid: number): Promise<void> {
  for (const { signal, waitMs } of STOP_PLAN) {
    signalProcess(pid, signal);
    for (let waitedMs = 0; waitedMs < waitMs; waitedMs += POLL_MS) {
      if (!isAlive(pid)) return;
      await sleep(POLL_MS);
    }
  }
  throw new EmbeddedPostgresError(`The database server (process ${pid}) does not stop.`);
}

async function lockedBy(lockFile: string): Promise<number | undefined> {
  const text = await readFile(lockFile, "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

async function isServerOf(pid: number, data: string): Promise<boolean> {
  const line = await commandLine(pid);
  return line.includes("postgres") && line.includes(`-D ${data} `);
}

async function commandLine(pid: number): Promise<string> {
  if (process.platform === "linux") {
    // Slim images have no ps.
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
  }
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone between the check and the signal.
  }
}
