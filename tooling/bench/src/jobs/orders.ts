import { Pool } from "pg";
import { closedLoop } from "../load/closed-loop.ts";
import { type Agent, createAgent } from "../load/http-client.ts";
import { watchSettlement } from "../load/settlement.ts";
import { createShopper } from "../load/shopper.ts";
import { round, type Spread, spreadOf } from "../percentiles.ts";

export interface OrdersJob {
  readonly origin: string;
  readonly databaseUrl: string;
  /** Two different ones of these for each order. */
  readonly variantIds: readonly string[];
  readonly concurrency: number;
  readonly seconds: number;
  readonly ordersMax: number;
}

export interface OrdersResult {
  readonly confirmed: number;
  readonly perSecond: number;
  /** From the response to `checkout.place` to the confirmation, as seen in the database. */
  readonly placeToConfirmed: Spread;
  /** The call of `checkout.place` itself. */
  readonly place: Spread;
  /** From the guest's arrival to the confirmation. */
  readonly whole: Spread;
  readonly failures: number;
  readonly failureSamples: readonly string[];
}

/** Whole orders: each of a new guest with two lines in the cart, a quote, a placement, until it is confirmed. */
export async function runOrders(job: OrdersJob): Promise<OrdersResult> {
  const agent = createAgent(job.origin);
  const pool = new Pool({ connectionString: job.databaseUrl, max: 1 });
  const watch = watchSettlement(pool);
  const shippingMethodId = await findShippingMethod(job, agent);
  const times = { place: [] as number[], confirmed: [] as number[], whole: [] as number[] };

  const loop = await closedLoop({ ...job, roundsMax: job.ordersMax }, async (index) => {
    const arrivedAt = performance.now();
    const shopper = createShopper(job.origin, agent);
    await shopper.arrive();
    for (const variantId of twoOf(job.variantIds, index)) await shopper.setLine(variantId, 1);
    const { totalMinor } = await shopper.quote(shippingMethodId);
    const placedFrom = performance.now();
    const { number } = await shopper.place({ shippingMethodId, totalMinor, token: "tok_approve" });
    const placedAt = performance.now();
    const settled = await watch.settled(number);
    if (settled.status !== "confirmed") throw new Error(`order ${number} is ${settled.status}`);
    times.place.push(placedAt - placedFrom);
    times.confirmed.push(Math.max(0, settled.seenMs - placedAt));
    times.whole.push(settled.seenMs - arrivedAt);
  });
  await watch.close();
  await pool.end();
  agent.destroy();
  return {
    confirmed: loop.rounds,
    perSecond: round((loop.rounds / loop.elapsedMs) * 1_000),
    placeToConfirmed: spreadOf(times.confirmed),
    place: spreadOf(times.place),
    whole: spreadOf(times.whole),
    failures: loop.failures,
    failureSamples: loop.failureSamples,
  };
}

/** A pair that differs from one order to the next and never holds the same variant twice. */
export function twoOf(variantIds: readonly string[], index: number): readonly [string, string] {
  const count = variantIds.length;
  const first = (index * 7) % count;
  const second = (first + 1 + (index % (count - 1))) % count;
  const [a, b] = [variantIds[first], variantIds[second]];
  if (a === undefined || b === undefined) throw new RangeError("at least two variants are needed");
  return [a, b];
}

/** A trial cart shows the shipping method. */
export async function findShippingMethod(job: Pick<OrdersJob, "origin" | "variantIds">, agent: Agent): Promise<string> {
  const shopper = createShopper(job.origin, agent);
  await shopper.arrive();
  await shopper.setLine(job.variantIds[0] ?? "", 1);
  const { shippingMethods } = await shopper.quote();
  const method = shippingMethods[0];
  if (!method) throw new Error("the shop ships nowhere");
  return method.id;
}
