import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const POLL_MS = 50;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** What a process was started with; empty if it is gone. Process ids are used again, so look before you signal. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform === "linux") {
    // Slim images have no ps.
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ").trim();
  }
  const { stdout } = await promisify(execFile)("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout.trim();
}

/** Whether it was gone within the time. */
export async function untilGone(pid: number, waitMs: number): Promise<boolean> {
  for (let waitedMs = 0; isAlive(pid); waitedMs += POLL_MS) {
    if (waitedMs >= waitMs) return false;
    await sleep(POLL_MS);
  }
  return true;
}

export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone between the look and the signal.
  }
}

/** Asks a process to end, and ends it when it has not within the time. Resolves when it is gone. */
export async function endProcess(pid: number, waitMs: number): Promise<"ended" | "killed"> {
  signalProcess(pid, "SIGTERM");
  if (await untilGone(pid, waitMs)) return "ended";
  signalProcess(pid, "SIGKILL");
  await untilGone(pid, 5_000);
  return "killed";
}
