import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Invariant, judge } from "./invariant.ts";

/** The message a process logs when it is up, and the one it logs when an uncaught error ends it. */
const UP = new Set(["web is up", "listening", "working"]);
const FELL = "uncaught error";

interface Line {
  readonly process?: string;
  readonly pid?: number;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

/** Checks the processes' logs (JSON lines): a process that was up may be ended by a fault, never by an error of its own. */
export async function readCrashes(folder: string): Promise<Invariant> {
  const up = new Set<number>();
  const fell: string[] = [];
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".log")) continue;
    for await (const text of createInterface({ input: createReadStream(path.join(folder, name)) })) {
      const { process, pid = 0, msg = "", err } = lineOf(text);
      if (UP.has(msg)) up.add(pid);
      if (msg === FELL && up.has(pid)) fell.push(`${process ?? name} (${pid}): ${err?.message ?? "no message"}`);
    }
  }
  return judge("no process that was up fell by an error of its own", up.size, fell);
}

/** Other programs write to the logs too, and a killed process may leave an incomplete line. */
function lineOf(text: string): Line {
  try {
    return JSON.parse(text) as Line; // read with care above
  } catch {
    return {};
  }
}
