import { runJob } from "../run-job.ts";
import type { Suite } from "./suite.ts";

const CONCURRENCY = 8;
const P95_MS_MAX = 100;

/** From the transaction that made an event to the browser that shows it. */
export const liveSuite: Suite = {
  name: "live",
  onBothBackends: true,
  shops: ["fresh"],
  async run({ bench, variantIds, seconds, note }) {
    note(`live on ${bench.backend}, ${CONCURRENCY} guests who watch their orders`);
    const { result } = await runJob("live", {
      origin: bench.stack.webUrl,
      realtimeUrl: bench.stack.realtimeUrl,
      variantIds,
      concurrency: CONCURRENCY,
      seconds,
    });
    note("notifications by bare pg");
    const raw = await runJob("rawNotify", { databaseUrl: bench.stack.databaseUrl, seconds: 3 });
    return [
      {
        suite: "live",
        name: `${bench.backend}, event to browser`,
        value: result.latency.p95Ms,
        unit: "ms (p95)",
        spread: result.latency,
        raw: { what: "notify to listen by bare pg, p95", value: raw.result.spread.p95Ms },
        budget: {
          what: `p95 under ${P95_MS_MAX} ms`,
          met: result.latency.p95Ms < P95_MS_MAX && result.latency.count > 0 && result.failures === 0,
        },
        details: {
          events: result.latency.count,
          orders: result.orders,
          failures: result.failures,
          samples: result.failureSamples,
        },
      },
    ];
  },
};
