import { cpuBetween, readCpu } from "../cpu-meter.ts";
import { captureSql } from "../capture-sql.ts";
import { CPU_COST, cpuCost } from "../growth.ts";
import type { Rate } from "../jobs/reads.ts";
import { round } from "../percentiles.ts";
import type { Measurement } from "../report.ts";
import { runCalibrated, runJob } from "../run-job.ts";
import { readSlugs } from "../shop-facts.ts";
import { withRawServer } from "../with-raw-server.ts";
import type { Suite, SuiteContext } from "./suite.ts";

const CONCURRENCY = 16;
const LIST_P95_MS_MAX = 50;
/** As many cards as the fresh shop finds, so that a filled one does not send more. */
const CARDS_FOUND = 4;
const trpc = (name: string, input: unknown) => `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;

/** Reads of one kind through HTTP, beside the same bytes from a bare server and the same statements by the bare driver. */
async function measure(
  { bench, seconds, note }: SuiteContext,
  reads: { readonly name: string; readonly paths: readonly string[] },
): Promise<Measurement[]> {
  const origin = bench.stack.webUrl;
  const sample = reads.paths[0] ?? "/";
  const load = { concurrency: CONCURRENCY, seconds };
  note(`${reads.name}: through HTTP`);
  await runJob("reads", { origin, paths: reads.paths, concurrency: CONCURRENCY, seconds: 2 });
  const before = readCpu(bench.pids());
  const { result: http, unitMs } = await runCalibrated("reads", { origin, paths: reads.paths, ...load });
  const used = cpuBetween(before, readCpu(bench.pids()));
  const sumMs = Object.values(used).reduce((sum, ms) => sum + ms, 0);
  const eachMs = (name: string) => round((used[name] ?? 0) / Math.max(1, http.spread.count));
  note(`${reads.name}: a bare Node server`);
  const bare = await withRawServer(`${origin}${sample}`, async (raw) => {
    const { result } = await runJob("reads", { origin: raw, paths: ["/"], ...load });
    return result;
  });
  note(`${reads.name}: the same SQL by bare pg`);
  const statements = await captureSql({ superuserUrl: bench.superuserUrl, logFile: bench.databaseLog }, () =>
    fetch(`${origin}${sample}`),
  );
  const sql =
    statements.length === 0
      ? null
      : (await runJob("rawSql", { databaseUrl: bench.stack.databaseUrl, statements, ...load })).result;
  return [
    {
      ...rateRow(reads.name, http),
      raw: { what: "bare Node server, same bytes", value: bare.perSecond },
      ...(reads.name === "catalog.list" ? { budget: listBudget(http) } : {}),
      details: {
        "web CPU ms/read": eachMs("web"),
        "postgres CPU ms/read": eachMs("postgres"),
        [CPU_COST]: cpuCost(sumMs / Math.max(1, http.spread.count), unitMs),
        "CPU unit ms": unitMs,
        "bare p95 ms": bare.spread.p95Ms,
        "SQL statements": statements.length,
        ...(sql ? { "bare SQL per second": sql.perSecond, "of bare SQL": round(http.perSecond / sql.perSecond) } : {}),
        failures: http.failures,
        samples: http.failureSamples,
      },
    },
  ];
}

const listBudget = (rate: Rate) => ({
  what: `p95 under ${LIST_P95_MS_MAX} ms`,
  met: rate.spread.p95Ms < LIST_P95_MS_MAX && rate.failures === 0,
});
const rateRow = (name: string, rate: Rate) => ({
  suite: "catalog",
  name: `${name}, ${CONCURRENCY} at once`,
  value: rate.perSecond,
  unit: "requests/s",
  spread: rate.spread,
});

/** The catalogue's list and product reads over tRPC. */
export const catalogSuite: Suite = {
  name: "catalog",
  onBothBackends: false,
  shops: ["fresh", "filled"],
  async run(context) {
    const { categories, products } = await readSlugs(context.bench.pool);
    const lists = [
      trpc("catalog.list", { limit: 24 }),
      ...categories.map((category) => trpc("catalog.list", { category, limit: CARDS_FOUND })),
      trpc("catalog.list", { inStock: true, sort: "price_asc", limit: 24 }),
    ];
    return [
      ...(await measure(context, { name: "catalog.list", paths: lists })),
      ...(await measure(context, {
        name: "catalog.list search",
        paths: [trpc("catalog.list", { query: "lamp", limit: CARDS_FOUND })],
      })),
      ...(await measure(context, {
        name: "catalog.product",
        paths: products.map((slug) => trpc("catalog.product", { slug })),
      })),
    ];
  },
};
