import { openScanSession } from "@cartwright/dev/scan-session";
import { captureSql } from "../capture-sql.ts";
import { databaseAloneMs } from "../explain-statements.ts";
import type { Rate } from "../jobs/reads.ts";
import { round } from "../percentiles.ts";
import type { Measurement } from "../report.ts";
import { runJob } from "../run-job.ts";
import type { DeskRead } from "./desk-read.ts";
import { readDeskReads } from "./desk-reads.ts";
import type { Suite, SuiteContext } from "./suite.ts";

/** How many people read at once, each again as soon as they have a response, on a machine of two cores. */
const BUSY = 4;
/** For a person who reads alone. */
const P95_MS_MAX = 100;

const trpc = (name: string, input: unknown) => `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;

/** A session lasts minutes, so each measure has its own. */
async function logIn({ bench }: SuiteContext): Promise<string> {
  const admin = bench.stack.accounts.find(({ role }) => role === "admin");
  if (!admin) throw new Error("the shop has no demo account of staff");
  return (await openScanSession(bench.stack.webUrl, admin)).SHOP_COOKIE;
}

async function get(origin: string, path: string, cookie: string): Promise<Response> {
  const response = await fetch(origin + path, { headers: { cookie } });
  if (!response.ok) throw new Error(`${path} returned ${response.status}: ${(await response.text()).slice(0, 200)}`);
  return response;
}

const PAGES = 40;

interface Page {
  readonly result: { readonly data: { readonly nextCursor: string | null } };
}

/** The inputs of a read: as they are, or the pages after the first. */
async function inputsOf(origin: string, read: DeskRead, cookie: string): Promise<readonly unknown[]> {
  if (!read.pages) return read.inputs;
  const inputs: unknown[] = [];
  let cursor: string | null = null;
  do {
    const input: unknown = { ...read.inputs[0], ...(cursor !== null && { cursor }) };
    if (cursor !== null) inputs.push(input);
    const page = (await (await get(origin, trpc(read.procedure, input), cookie)).json()) as Page; // documented in docs/api.md
    cursor = page.result.data.nextCursor;
  } while (cursor !== null && inputs.length < PAGES);
  return inputs;
}

/** Requests each path once, which reads into memory what the measures read. Returns the slowest. */
async function findSlowest(origin: string, paths: readonly string[], cookie: string): Promise<string> {
  let slowest = { path: paths[0] ?? "/", ms: 0 };
  for (const path of paths) {
    await get(origin, path, cookie);
    const startedAt = performance.now();
    await (await get(origin, path, cookie)).arrayBuffer();
    const ms = performance.now() - startedAt;
    if (ms > slowest.ms) slowest = { path, ms };
  }
  return slowest.path;
}

async function measure(context: SuiteContext, read: DeskRead): Promise<Measurement> {
  const { bench, seconds, note } = context;
  const origin = bench.stack.webUrl;
  note(read.name);
  const cookie = await logIn(context);
  const paths = (await inputsOf(origin, read, cookie)).map((input) => trpc(read.procedure, input));
  const slowest = await findSlowest(origin, paths, cookie);
  const bytes = (await (await get(origin, slowest, cookie)).arrayBuffer()).byteLength;
  const { result: alone } = await runJob("reads", { origin, paths, cookie, concurrency: 1, seconds });
  const { result: busy } = await runJob("reads", { origin, paths, cookie, concurrency: BUSY, seconds });
  const statements = await captureSql({ superuserUrl: bench.superuserUrl, logFile: bench.databaseLog }, () =>
    get(origin, slowest, cookie),
  );
  const { databaseUrl } = bench.stack;
  const aloneMs = await databaseAloneMs(databaseUrl, statements);
  const { result: one } = await runJob("reads", { origin, paths: [slowest], cookie, concurrency: 1, seconds });
  const { result: sql } = await runJob("rawSql", { databaseUrl, statements, concurrency: 1, seconds });
  note(
    `  p95 ${alone.spread.p95Ms} ms; ${BUSY} at once ${busy.spread.p95Ms} ms; the slowest input ${one.spread.p95Ms} ms, the database alone ${aloneMs} ms`,
  );
  return {
    ...rowOf(read, alone),
    // Of the slowest input, because the statements are those of one request.
    raw: { what: "the slowest input's SQL by bare pg, p95", value: sql.spread.p95Ms },
    details: {
      inputs: paths.length,
      "slowest input": decodeURIComponent(slowest.slice(slowest.indexOf("=") + 1)),
      "p95 of the slowest input ms": one.spread.p95Ms,
      "database alone ms": aloneMs,
      "requests/s": alone.perSecond,
      [`p95 of ${BUSY} at once ms`]: busy.spread.p95Ms,
      [`requests/s of ${BUSY} at once`]: busy.perSecond,
      "bare SQL per second": sql.perSecond,
      "of bare SQL": round(one.perSecond / sql.perSecond),
      bytes,
      "SQL statements": statements.length,
      failures: alone.failures + busy.failures,
      samples: [...alone.failureSamples, ...busy.failureSamples],
    },
  };
}

const rowOf = (read: DeskRead, rate: Rate) => ({
  suite: "back-office",
  name: read.name,
  value: rate.spread.p95Ms,
  unit: "ms",
  spread: rate.spread,
  budget: { what: `p95 under ${P95_MS_MAX} ms`, met: rate.spread.p95Ms < P95_MS_MAX && rate.failures === 0 },
});

/** One read that fails leaves the others to be measured. */
function failed({ note }: SuiteContext, read: DeskRead, error: unknown): Measurement {
  const reason = error instanceof Error ? error.message : String(error);
  note(`  FAILED: ${reason}`);
  const budget = { what: `p95 under ${P95_MS_MAX} ms`, met: false };
  return {
    suite: "back-office",
    name: read.name,
    value: 0,
    unit: "ms",
    budget,
    details: { failures: 1, failure: reason },
  };
}

/** What staff read all day, on a shop of a million orders. */
export const backOfficeSuite: Suite = {
  name: "back-office",
  onBothBackends: false,
  shops: ["large"],
  async run(context) {
    const measurements: Measurement[] = [];
    const { bench, reads } = context;
    const isWanted = ({ name }: DeskRead) => reads.length === 0 || reads.some((text) => name.includes(text));
    for (const read of (await readDeskReads(bench.pool)).filter(isWanted))
      measurements.push(await measure(context, read).catch((error: unknown) => failed(context, read, error)));
    return measurements;
  },
};
