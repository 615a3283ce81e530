import { cpuMsOf } from "../cpu-meter.ts";
import { round } from "../percentiles.ts";
import type { Measurement } from "../report.ts";
import { runJob } from "../run-job.ts";
import { readSlugs } from "../shop-facts.ts";
import { withRawServer } from "../with-raw-server.ts";
import type { Suite, SuiteContext } from "./suite.ts";

const CONCURRENCY = 16;

async function measure(
  { bench, seconds, note }: SuiteContext,
  page: { name: string; path: string },
): Promise<Measurement> {
  const url = `${bench.stack.webUrl}${page.path}`;
  const load = { concurrency: CONCURRENCY, seconds };
  note(`page ${page.path}`);
  await runJob("pages", { url, concurrency: CONCURRENCY, seconds: 2 });
  const webPid = bench.stack.pids.web;
  const before = cpuMsOf(webPid);
  const { result } = await runJob("pages", { url, ...load });
  const usedMs = cpuMsOf(webPid) - before;
  const bare = await withRawServer(url, async (origin) => (await runJob("pages", { url: origin, ...load })).result);
  return {
    suite: "pages",
    name: `${page.name}, ${CONCURRENCY} at once`,
    value: result.perSecond,
    unit: "requests/s",
    spread: result.spread,
    raw: { what: "bare Node server, same bytes", value: bare.perSecond },
    details: {
      "web CPU ms/page": round(usedMs / Math.max(1, result.spread.count)),
      failures: result.failures,
      samples: result.failureSamples,
    },
  };
}

/** Public pages, by autocannon (whose upper percentile is the 97.5th, not the 95th). */
export const pagesSuite: Suite = {
  name: "pages",
  onBothBackends: false,
  shops: ["fresh"],
  async run(context) {
    const { categories, products } = await readSlugs(context.bench.pool);
    return [
      await measure(context, { name: "home", path: "/" }),
      await measure(context, { name: "category", path: `/c/${categories[0] ?? ""}` }),
      await measure(context, { name: "product", path: `/products/${products[0] ?? ""}` }),
    ];
  },
};
