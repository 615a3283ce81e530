import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readSecretLine } from "@cartwright/dev/read-secret-line";
import { endOnRequest } from "@cartwright/dev/run-tool";
import { openScanSession } from "@cartwright/dev/scan-session";
import { readKnownValues, SHOPPER } from "./known-values.ts";
import { loadDocument, readOperations } from "./openapi-document.ts";
import { otherTargets, pageTargets } from "./page-targets.ts";
import { procedureTargets } from "./procedure-targets.ts";
import { requestText } from "./request-file.ts";
import { runSqlmap } from "./run-sqlmap.ts";
import type { ScanTarget } from "./scan-target.ts";
import type { Verdict } from "./sqlmap-verdict.ts";

const SIDE_BY_SIDE = 2;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

async function listTargets(origin: string, password: string) {
  const log = (email: string) => openScanSession(origin, { email, password });
  const sessions = { shopper: await log(SHOPPER), admin: await log("admin@example.com") };
  const known = await readKnownValues(origin, sessions);
  const targets = [
    ...pageTargets(known),
    ...otherTargets(sessions.shopper.SHOP_CSRF),
    ...procedureTargets(readOperations(await loadDocument(origin)), known.values),
  ];
  return { sessions, targets };
}

async function scan(origin: string, only: RegExp, minutes: number): Promise<boolean> {
  const { sessions, targets } = await listTargets(origin, await readSecretLine("Password of the demo accounts: "));
  const chosen = targets.filter(({ name }) => only.test(name));
  const folder = await mkdtemp(path.join(tmpdir(), "cartwright-sqlmap-"));
  const signal = AbortSignal.timeout(minutes * 60_000);
  console.log(`${chosen.length} requests to attack; requests and responses are kept in ${folder}`);
  const waiting = chosen.entries();
  const verdicts: Verdict[] = [];
  async function work(): Promise<void> {
    for (const [index, target] of waiting) {
      const verdict = await attack(target, `${index}`).catch((error: unknown): Verdict => {
        return { state: "open", note: error instanceof Error ? error.message : String(error) };
      });
      verdicts.push(verdict);
      console.log(`${verdict.state.padEnd(10)} ${target.name.padEnd(44)} ${verdict.note}`);
    }
  }
  const attack = (target: ScanTarget, id: string) =>
    runSqlmap({
      folder,
      id,
      request: requestText(target, origin, sessions),
      secure: origin.startsWith("https:"),
      attacksHeaders: target.headers !== undefined,
      signal,
    });
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  const count = (state: Verdict["state"]) => verdicts.filter((verdict) => verdict.state === state).length;
  console.log(
    `${count("clean")} clean, ${count("injectable")} injectable, ${count("failed")} failed with a 5xx, ${count("open")} not finished`,
  );
  return count("clean") === verdicts.length;
}

/**
 * `node tooling/security/src/main.ts ORIGIN [--only PATTERN] [--minutes N]`, the password of the demo accounts on the standard
 * input: lets sqlmap attack every parameter of every procedure and page of a shop of one's own, and ends with 1 when it
 * found something or could not try everything. It writes into that shop whatever it gets through.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, minutes: { type: "string", default: "60" } },
});
const { origin, hostname } = new URL(positionals[0] ?? "http://localhost:3000");
if (!LOOPBACK.has(hostname)) throw new Error("Only a shop on this very machine is attacked.");
endOnRequest();
process.exitCode = (await scan(origin, new RegExp(values.only), Number(values.minutes))) ? 0 : 1;
