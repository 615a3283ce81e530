import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";

export interface ServerLog {
  /** The last lines of the server's log, for messages. */
  tail(): string;
  /** Resolves when the text appears. Never rejects: race it against the server's exit. */
  until(text: string): Promise<void>;
}

const TAIL_LINES = 40;
const ENTRY = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) UTC\t(\d+)\t([^\t]*)\t([^\t]*)\t(\w+): {2}(.*)$/;
const LEVELS: Readonly<Record<string, string>> = { WARNING: "warn", ERROR: "error", FATAL: "fatal", PANIC: "fatal" };

/**
 * Converts the server's log (its stderr, with the prefix that the settings define) into JSON lines like those of the other
 * processes.
 */
export function writeServerLog(source: Readable, logFile: string): ServerLog {
  const file = createWriteStream(logFile, { flags: "a", mode: 0o600 });
  // A log that cannot be written must not stop the database, which will report a full disk itself.
  file.on("error", () => undefined);
  const tail: string[] = [];
  const waiting: { text: string; resolve: () => void }[] = [];
  const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    file.write(`${JSON.stringify(parseLine(line))}\n`);
    for (const { text, resolve } of waiting) if (line.includes(text)) resolve();
  });
  lines.on("close", () => file.end());
  return {
    tail: () => tail.join("\n"),
    until: (text) => new Promise((resolve) => void waiting.push({ text, resolve })),
  };
}

function parseLine(line: string) {
  const match = ENTRY.exec(line);
  // A continuation line of an entry.
  if (!match) return { level: "info", time: new Date().toISOString(), process: "postgres", msg: line };
  const [, time = "", pid, application, database, severity = "LOG", msg] = match;
  return {
    level: LEVELS[severity] ?? "info",
    time: `${time.replace(" ", "T")}Z`,
    process: "postgres",
    pid: Number(pid),
    ...(application && { application }),
    ...(database && { database }),
    severity,
    msg,
  };
}
