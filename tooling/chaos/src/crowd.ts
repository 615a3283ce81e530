import { setTimeout as sleep } from "node:timers/promises";
import type { OrderNumber } from "@cartwright/contracts/ids";
import { buy, type Market } from "./buyer.ts";
import { planBuyer } from "./plan-buyer.ts";
import type { WatchedOrder } from "./watch-order.ts";

/** What the buyers know at the end. */
export interface Tally {
  readonly buyers: number;
  /** The number of every order whose placement was acknowledged. */
  readonly placed: readonly OrderNumber[];
  readonly watched: readonly WatchedOrder[];
  /** Refusals, by their reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** Buyers who do not know whether they have an order. */
  readonly unanswered: readonly string[];
  /** Calls that were retried because their response was lost. */
  readonly resent: number;
}

const TILLS = 6;
const BUYERS_MAX = 50_000;

/** Runs six loops of buyers until `stop` is aborted. Buyers who have started finish. */
export async function runCrowd(
  market: Market,
  crowd: { readonly seed: number; readonly stop: AbortSignal },
): Promise<Tally> {
  const placed: OrderNumber[] = [];
  const watched: WatchedOrder[] = [];
  const refused: Record<string, number> = {};
  const unanswered: string[] = [];
  let buyers = 0;
  let resent = 0;

  async function serve(): Promise<void> {
    while (!crowd.stop.aborted && buyers < BUYERS_MAX) {
      const plan = planBuyer(crowd.seed, buyers++, market.shelf.length);
      const purchase = await buy(market, plan);
      resent += purchase.resent;
      if (purchase.kind === "placed") {
        placed.push(purchase.number);
        if (purchase.watched) watched.push(purchase.watched);
      } else if (purchase.kind === "refused") refused[purchase.reason] = (refused[purchase.reason] ?? 0) + 1;
      else unanswered.push(purchase.at);
      await sleep(plan.pauseMs);
    }
  }

  await Promise.all(Array.from({ length: TILLS }, serve));
  return { buyers, placed, watched, refused, unanswered, resent };
}
