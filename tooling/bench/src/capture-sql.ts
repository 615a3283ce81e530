import { readFile, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Statement } from "./jobs/raw-sql.ts";

interface LogEntry {
  readonly severity?: string;
  readonly application?: string;
  readonly msg?: string;
}

const EXECUTED = /^duration: [\d.]+ ms {2}(?:execute [^:]*|statement): ([\s\S]*)$/;
const PARAMETER = /\$(\d+) = (?:'((?:[^']|'')*)'|NULL)/g;
const FRAME = /^\s*(begin|commit|rollback|set|start transaction)\b/i;

/**
 * Reads statements and their parameters from the server's log (JSON, one entry a line; a statement of several lines
 * continues in entries without a severity). Keeps those of one application and leaves out transaction control.
 */
export function parseStatements(lines: readonly string[], application: RegExp): Statement[] {
  const entries: { severity: string; application: string; msg: string }[] = [];
  for (const line of lines) {
    const entry = JSON.parse(line) as LogEntry; // written by the embedded server's log writer
    if (entry.severity !== undefined)
      entries.push({ severity: entry.severity, application: entry.application ?? "", msg: entry.msg ?? "" });
    else {
      const last = entries.at(-1);
      if (last) last.msg += `\n${entry.msg ?? ""}`;
    }
  }
  const statements: { text: string; values: (string | null)[] }[] = [];
  let open = false;
  for (const entry of entries) {
    if (!application.test(entry.application)) continue;
    if (entry.severity === "LOG") {
      const text = EXECUTED.exec(entry.msg)?.[1];
      // The details of a "parse" or "bind" entry do not belong to the statement before it.
      open = text !== undefined && !FRAME.test(text);
      if (text !== undefined && open) statements.push({ text, values: [] });
    } else if (entry.severity === "DETAIL" && open) {
      const last = statements.at(-1);
      for (const [, position, value] of entry.msg.matchAll(PARAMETER))
        if (last) last.values[Number(position) - 1] = value?.replaceAll("''", "'") ?? null;
    }
  }
  return statements;
}

/** The statements that the shop's web process runs while `act` does one thing. Needs the embedded server's superuser. */
export async function captureSql(
  server: { readonly superuserUrl: string; readonly logFile: string },
  act: () => Promise<unknown>,
): Promise<Statement[]> {
  const admin = new Client({ connectionString: server.superuserUrl });
  await admin.connect();
  const set = async (settings: Readonly<Record<string, string>> | null) => {
    for (const [name, value] of Object.entries(settings ?? {}))
      await admin.query(`alter system set ${name} = '${value}'`);
    if (settings === null) for (const name of Object.keys(VERBOSE)) await admin.query(`alter system reset ${name}`);
    await admin.query("select pg_reload_conf()");
    // Server processes reload their settings when signalled.
    await sleep(300);
  };
  try {
    const { size } = await stat(server.logFile);
    await set(VERBOSE);
    await act();
    await set(null);
    const log = await readFile(server.logFile);
    return parseStatements(log.subarray(size).toString("utf8").split("\n").filter(Boolean), /web/);
  } finally {
    await admin.end();
  }
}

const VERBOSE = {
  log_min_duration_statement: "0",
  log_parameter_max_length: "-1",
  log_error_verbosity: "default",
};
