import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";

const LOG_BYTES_MAX = 20_000_000;
const OLD_LOGS_MAX = 3;

/** At a start, a log that has grown large becomes `.1`, the one before it `.2`, and so on; the oldest goes. */
export function rotateLog(file: string): void {
  if (!existsSync(file) || statSync(file).size < LOG_BYTES_MAX) return;
  for (let index = OLD_LOGS_MAX - 1; index >= 1; index -= 1) {
    if (existsSync(`${file}.${index}`)) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
  }
  renameSync(file, `${file}.1`);
}

const TAIL_LINES = 15;

/**
 * What a process says beside its own log (a crash's stack, a library's warning) goes into the same file, as JSON lines
 * too. Returns the last of it, for the message about a crash.
 */
export function captureOutput(name: string, logFile: string, sources: readonly Readable[]): () => string {
  const file = createWriteStream(logFile, { flags: "a", mode: 0o600 });
  file.on("error", () => undefined);
  const tail: string[] = [];
  let open = sources.length;
  for (const source of sources) {
    const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY });
    lines.on("line", (text) => {
      if (text.trim() === "") return;
      tail.push(text);
      if (tail.length > TAIL_LINES) tail.shift();
      const entry = { level: "info", time: new Date().toISOString(), process: name, msg: text };
      file.write(text.startsWith("{") ? `${text}\n` : `${JSON.stringify(entry)}\n`);
    });
    lines.on("close", () => {
      open -= 1;
      if (open === 0) file.end();
    });
  }
  return () => tail.join("\n");
}

export const logFileOf = (dataDir: string, name: string) => path.join(dataDir, "logs", `${name}.log`);

const LOOK_BACK_BYTES = 64_000;

/** The last error that a process logged before it ended, in one line; empty if there is none. */
export async function lastError(logFile: string): Promise<string> {
  const text = (await readFile(logFile, "utf8").catch(() => "")).slice(-LOOK_BACK_BYTES);
  for (const line of text.split("\n").toReversed()) {
    if (!/"level":"(fatal|error)"/.test(line)) continue;
    const entry = LogLine.safeParse(parseJson(line));
    if (entry.success) return [entry.data.msg, entry.data.err?.message].filter(Boolean).join(": ");
  }
  return "";
}

const LogLine = z.object({ msg: z.string().optional(), err: z.object({ message: z.string() }).optional() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
