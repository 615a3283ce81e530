import { round } from "../percentiles.ts";
import { runJob } from "../run-job.ts";
import { readStock, stockExactly, stockUp } from "../shop-facts.ts";
import type { Suite } from "./suite.ts";

const UNITS = 1_000;
const BUYERS = 5_000;
const CONCURRENCY = 64;

/** One variant, few units, many buyers: exactly those units are sold, and the others are refused quickly. */
export const flashSuite: Suite = {
  name: "flash",
  onBothBackends: true,
  shops: ["fresh"],
  async run({ bench, variantIds, quick, note }) {
    const variantId = variantIds[0] ?? "";
    const [units, buyers] = quick ? [UNITS / 10, BUYERS / 10] : [UNITS, BUYERS];
    await stockExactly(bench.pool, variantId, units);
    const { rows } = await bench.pool.query<{ now: Date }>("select now() as now");
    const since = rows[0]?.now ?? new Date(0);
    note(`flash sale on ${bench.backend}: ${units} units, ${buyers} buyers, ${CONCURRENCY} at once`);
    const { result } = await runJob("flash", {
      origin: bench.stack.webUrl,
      databaseUrl: bench.stack.databaseUrl,
      variantId,
      buyers,
      concurrency: CONCURRENCY,
    });
    const stock = await readStock(bench.pool, variantId, since);
    note("the same row by bare pg");
    const raw = await runJob("rawOrders", {
      databaseUrl: bench.superuserUrl,
      concurrency: CONCURRENCY,
      seconds: 5,
      variants: 1,
    });
    await stockUp(bench.pool);
    const exact = stock.sold === units && stock.onHand === 0 && stock.reserved === 0 && result.confirmed === units;
    return [
      {
        suite: "flash",
        name: `${bench.backend}, ${units} units, ${buyers} buyers`,
        value: round(result.elapsedMs / 1_000),
        unit: "s",
        spread: result.served,
        raw: { what: "that many orders on one row by bare pg", value: round(units / raw.result.perSecond) },
        budget: { what: `sold exactly ${units}`, met: exact && result.failures === 0 },
        details: {
          sold: stock.sold,
          "left on hand": stock.onHand,
          reserved: stock.reserved,
          cancelled: result.cancelled,
          "turned away": result.turnedAway,
          "buyers/s": round(buyers / (result.elapsedMs / 1_000)),
          failures: result.failures,
          samples: result.failureSamples,
        },
      },
    ];
  },
};
