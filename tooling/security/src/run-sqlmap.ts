import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { runTool } from "@cartwright/dev/run-tool";
import { readVerdict, type Verdict } from "./sqlmap-verdict.ts";

const TARGET_TIMEOUT_MS = 600_000;
/** A refusal is a response like any other: another value may be accepted. */
const REFUSALS = "400,401,403,404,405,409,410,412,413,415,422,429";
const OPTIONS: readonly string[] = [
  "--batch",
  "--ignore-stdin",
  "--flush-session",
  "--disable-coloring",
  "--ignore-redirects",
  `--ignore-code=${REFUSALS}`,
  // By boolean, error, union and stacked statements; the last are detected by their duration, so it waits two seconds.
  "--technique=BEUS",
  "--time-sec=2",
  "--level=2",
  "--risk=1",
  "--dbms=postgresql",
  "--threads=2",
  "--timeout=10",
  "--retries=1",
];
/** Headers are attacked once, by a target of their own, and not along with everything else. */
const HEADERS_LEFT_OUT = "--skip=Cookie,User-Agent,Referer,Host";

interface SqlmapRun {
  /** Of the request, its output and sqlmap's own files. */
  readonly folder: string;
  readonly id: string;
  readonly request: string;
  readonly secure: boolean;
  readonly attacksHeaders: boolean;
  readonly signal?: AbortSignal;
}

/** Attacks one request with sqlmap and returns what it found. */
export async function runSqlmap({ folder, id, request, secure, attacksHeaders, signal }: SqlmapRun): Promise<Verdict> {
  const file = (ending: string) => path.join(folder, `${id}.${ending}`);
  await writeFile(file("request"), request, { mode: 0o600 });
  await runTool({
    command: [
      "sqlmap",
      ...OPTIONS,
      ...(secure ? ["--force-ssl"] : []),
      ...(attacksHeaders ? [] : [HEADERS_LEFT_OUT]),
      "-r",
      file("request"),
      "--output-dir",
      file("files"),
    ],
    cwd: folder,
    logFile: file("log"),
    timeoutMs: TARGET_TIMEOUT_MS,
    ...(signal && { signal }),
  });
  return readVerdict(await readFile(file("log"), "utf8"));
}
