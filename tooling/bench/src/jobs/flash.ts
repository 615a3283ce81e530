import { Pool } from "pg";
import { closedLoop } from "../load/closed-loop.ts";
import { createAgent } from "../load/http-client.ts";
import { watchSettlement } from "../load/settlement.ts";
import { createShopper, Refused } from "../load/shopper.ts";
import { round, type Spread, spreadOf } from "../percentiles.ts";
import { findShippingMethod } from "./orders.ts";

export interface FlashJob {
  readonly origin: string;
  readonly databaseUrl: string;
  readonly variantId: string;
  readonly buyers: number;
  readonly concurrency: number;
}

export interface FlashResult {
  /** Until the last buyer was served and the last order had settled. */
  readonly elapsedMs: number;
  readonly confirmed: number;
  /** Placed, and cancelled because the stock was gone. */
  readonly cancelled: number;
  /** Refused before they could place an order. */
  readonly turnedAway: number;
  /** From a buyer's arrival to the end of their order, or to the refusal. */
  readonly served: Spread;
  readonly failures: number;
  readonly failureSamples: readonly string[];
}

const TURNED_AWAY: ReadonlySet<string> = new Set(["out_of_stock", "variant_unavailable"]);

/** Many more buyers than units, all for one variant. Buyers do not wait for each other. */
export async function runFlash(job: FlashJob): Promise<FlashResult> {
  const agent = createAgent(job.origin);
  const pool = new Pool({ connectionString: job.databaseUrl, max: 1 });
  const watch = watchSettlement(pool, 180_000);
  const shippingMethodId = await findShippingMethod({ origin: job.origin, variantIds: [job.variantId] }, agent);
  const counts = { confirmed: 0, cancelled: 0, turnedAway: 0 };
  const servedMs: number[] = [];
  const settling: Promise<void>[] = [];
  const startedAt = performance.now();

  async function follow(number: string, arrivedAt: number): Promise<void> {
    const settled = await watch.settled(number);
    if (settled.status === "confirmed") counts.confirmed += 1;
    else counts.cancelled += 1;
    servedMs.push(settled.seenMs - arrivedAt);
  }

  const loop = await closedLoop({ concurrency: job.concurrency, seconds: 600, roundsMax: job.buyers }, async () => {
    const arrivedAt = performance.now();
    const shopper = createShopper(job.origin, agent);
    try {
      await shopper.arrive();
      await shopper.setLine(job.variantId, 1);
      const { totalMinor } = await shopper.quote(shippingMethodId);
      const { number } = await shopper.place({ shippingMethodId, totalMinor, token: "tok_approve" });
      settling.push(follow(number, arrivedAt));
    } catch (error) {
      if (!(error instanceof Refused && TURNED_AWAY.has(error.reason))) throw error;
      counts.turnedAway += 1;
      servedMs.push(performance.now() - arrivedAt);
    }
  });
  await Promise.all(settling);
  const elapsedMs = performance.now() - startedAt;
  await watch.close();
  await pool.end();
  agent.destroy();
  return {
    ...counts,
    elapsedMs: round(elapsedMs),
    served: spreadOf(servedMs),
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}
