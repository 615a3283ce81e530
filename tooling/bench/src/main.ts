import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { removeDataDir } from "@cartwright/db/testing/remove-data-dir";
import { type Backend, type BenchStack, startBenchStack } from "./bench-stack.ts";
import { fillBackOffice } from "./fill-back-office.ts";
import { fillShop } from "./fill-shop.ts";
import { compareWithFresh } from "./growth.ts";
import { type BenchOptions, parseOptions } from "./options.ts";
import { describeMachine, type Measurement, toMarkdown, writeReport } from "./report.ts";
import { runJob } from "./run-job.ts";
import { isFilled, markFilled } from "./kept-shop.ts";
import { openInvoices, waitForInvoices } from "./invoices-of-run.ts";
import { stockUp } from "./shop-facts.ts";
import { backOfficeSuite } from "./suites/back-office.ts";
import { catalogSuite } from "./suites/catalog.ts";
import { flashSuite } from "./suites/flash.ts";
import { liveSuite } from "./suites/live.ts";
import { ordersSuite } from "./suites/orders.ts";
import { pagesSuite } from "./suites/pages.ts";
import type { ShopKind, Suite } from "./suites/suite.ts";

const SUITES: readonly Suite[] = [catalogSuite, pagesSuite, ordersSuite, liveSuite, flashSuite, backOfficeSuite];
/** What the filled shop has besides the demo. */
const FILLING = { orders: 100_000, products: 10_000 } as const;
const RESULTS = path.resolve(import.meta.dirname, "../../../bench-results");
const note = (text: string) => process.stderr.write(`    ${text}\n`);

interface Run {
  readonly suites: readonly Suite[];
  readonly options: BenchOptions;
  readonly shop: ShopKind;
}

async function runOn(bench: BenchStack, { suites, options, shop }: Run): Promise<Measurement[]> {
  // In the large shop nothing is bought, and its stock differs from article to article.
  const variantIds = shop === "large" ? [] : await stockUp(bench.pool);
  const { seconds, quick, reads } = options;
  const measurements: Measurement[] = [];
  for (const suite of suites) {
    // The benchmark stops when a process cannot be kept running or on Ctrl-C, without waiting for the suite.
    const own = await Promise.race([
      suite.run({ bench, variantIds, seconds, quick, reads, note }),
      bench.stack.failed,
      interrupted,
    ]);
    measurements.push(...own);
    process.stderr.write(`${toMarkdown(own)}\n\n`);
  }
  return measurements;
}

async function runBackend(
  backend: Backend,
  options: BenchOptions,
  on: { readonly dataDir: string; readonly signal: AbortSignal; readonly shop: ShopKind },
): Promise<Measurement[]> {
  // Suites that do not depend on the queues run once, on the first backend.
  const wanted = SUITES.filter(
    (suite) =>
      options.only.some((name) => name === suite.name) &&
      (suite.onBothBackends || backend === options.backends[0]) &&
      suite.shops.includes(on.shop),
  );
  if (wanted.length === 0) return [];
  const isLarge = on.shop === "large";
  const isKept = isLarge && (await isFilled(on.dataDir, options.size));
  const bench = await startBenchStack(backend, { ...on, env: process.env });
  if (!bench) {
    process.stderr.write("NOT RUN: everything on Redis, because there is no redis-server on the PATH.\n");
    return [];
  }
  try {
    if (on.shop !== "fresh" && !isKept && backend === options.backends[0]) await fill(bench, on.shop, options);
    if (isLarge && !isKept) await markFilled(on.dataDir, options.size);
    return await runOn(bench, { suites: wanted, options, shop: on.shop });
  } finally {
    await bench.stop();
  }
}

/** Fills the shop with copies of an order of this run and of the demo products. */
async function fill(bench: BenchStack, shop: "filled" | "large", { size }: BenchOptions): Promise<void> {
  const { orders, products } = shop === "large" ? size : FILLING;
  note(`filling the shop with ${orders} orders and ${products} products`);
  const variantIds = await stockUp(bench.pool);
  if (shop === "large") await openInvoices(bench.pool);
  const { webUrl: origin, databaseUrl } = bench.stack;
  await runJob("orders", { origin, databaseUrl, variantIds, concurrency: 4, seconds: 2, ordersMax: 100 });
  if (shop === "large") await waitForInvoices(bench.pool);
  const asSuperuser = new URL(bench.superuserUrl);
  asSuperuser.pathname = new URL(databaseUrl).pathname;
  const pool = new Pool({ connectionString: asSuperuser.href, max: 1 });
  try {
    const startedAt = performance.now();
    await (shop === "large" ? fillBackOffice(pool, size) : fillShop(pool, FILLING));
    note(`filled in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
  } finally {
    await pool.end();
  }
}

const options = parseOptions(process.argv.slice(2));
if (typeof options === "object" && "help" in options) {
  process.stdout.write(`${options.help}\n`);
  process.exit(0);
}
if (typeof options === "string") {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}
const interruption = new AbortController();
const interrupted = new Promise<never>((_, reject) => {
  interruption.signal.addEventListener("abort", () => reject(new Error("interrupted")));
});
interrupted.catch(() => undefined); // looked at only while a suite runs
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interruption.abort());
const startedAt = new Date().toISOString();
const measurements: Measurement[] = [];
const dataDir = await mkdtemp(path.join(tmpdir(), "cartwright-bench-"));
try {
  for (const shop of [...options.shops, "large"] as const) {
    for (const backend of options.backends) {
      // The large shop is filled from a fresh one.
      const large = options.keep === undefined ? path.join(dataDir, "large") : path.resolve(options.keep);
      const folder = shop === "large" ? large : path.join(dataDir, "small");
      const own = await runBackend(backend, options, { dataDir: folder, signal: interruption.signal, shop });
      measurements.push(...(shop === "filled" ? compareWithFresh(own, measurements) : own));
    }
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The bench broke off: ${reason}\nIts data and logs are kept in ${options.keep ?? dataDir}\n`);
  process.exit(1);
}
await removeDataDir(dataDir);
writeReport(RESULTS, { machine: describeMachine(), startedAt, measurements });
process.stdout.write(`${toMarkdown(measurements)}\n\nWritten to ${RESULTS}\n`);
// A run with failures counts as failed, even when the budgets are met.
const passed = measurements.every(({ budget, details }) => (budget?.met ?? true) && (details?.["failures"] ?? 0) === 0);
process.exit(passed ? 0 : 1);
