import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds in one tick of the kernel's accounting: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

interface ProcessTimes {
  readonly parentPid: number;
  readonly ownMs: number;
  /** Of children that ended and were waited for. */
  readonly reapedMs: number;
}

/** Reads one line of `/proc/PID/stat`. The name in brackets may hold spaces and brackets itself. */
export function parseStat(line: string): ProcessTimes {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  // Numbered from 3 (the state) in proc(5): 4 is the parent, 14 and 15 the own times, 16 and 17 those of reaped children.
  const ticks = (field: number) => Number(fields[field - 3] ?? 0);
  return {
    parentPid: ticks(4),
    ownMs: (ticks(14) + ticks(15)) * TICK_MS,
    reapedMs: (ticks(16) + ticks(17)) * TICK_MS,
  };
}

function read(pid: number): ProcessTimes | null {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // The process ended between the listing and the read.
    return null;
  }
}

/** CPU milliseconds of a process and its children, including those that have ended. 0 without `/proc`. */
export function cpuMsOf(pid: number): number {
  const root = read(pid);
  if (!root) return 0;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const times = read(Number(name));
      return times?.parentPid === pid ? [times.ownMs + times.reapedMs] : [];
    });
  return root.ownMs + root.reapedMs + children.reduce((sum, ms) => sum + ms, 0);
}

export type CpuMs = Readonly<Record<string, number>>;

/** Reads several processes' times by name. */
export function readCpu(pids: Readonly<Record<string, number>>): CpuMs {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMsOf(pid)]));
}

/** What each process used between two readings. */
export function cpuBetween(before: CpuMs, after: CpuMs): CpuMs {
  return Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));
}

/** Busy and total time of all processors since the machine started, in milliseconds. */
export function readMachine(): { readonly busyMs: number; readonly totalMs: number } {
  try {
    const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user and nice already.
    const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
    const totalMs = ticks.reduce((sum, value) => sum + value, 0) * TICK_MS;
    return { totalMs, busyMs: totalMs - ((ticks[3] ?? 0) + (ticks[4] ?? 0)) * TICK_MS };
  } catch {
    return { busyMs: 0, totalMs: 0 };
  }
}
