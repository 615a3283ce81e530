import { randomBytes } from "node:crypto";
import { localTime } from "@cartwright/contracts/time-zone";
import { VISIT_STEPS, type VisitStep } from "@cartwright/contracts/visits";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { readShopTime } from "../orders/shop-time.ts";
import { hashVisitor } from "./visitor.ts";
import { countSeen, takeKey } from "./visits.sql.ts";

/** How far somebody came, before anything of it is stored. */
export interface Visit {
  /** The address, of IPv6 the network only. */
  readonly address: string;
  /** The kind of browser, from `kindOf`. */
  readonly kind: number;
  readonly step: VisitStep;
}

/** Counts visits on the present day of the shop's calendar. Addresses end here: what is written are hashes under the day's key. */
export async function recordVisits(db: Db, visits: readonly Visit[]): Promise<void> {
  if (visits.length === 0) return;
  await inTransaction(db, async (tx) => {
    const { now, timeZone } = await readShopTime(tx);
    const day = localTime(now.getTime(), timeZone).date;
    const key = await takeKey(tx, day, randomBytes(32));
    const seen = visits.map(({ address, kind, step }) => ({
      visitor: hashVisitor(key, address, kind),
      step: VISIT_STEPS.indexOf(step) + 1,
    }));
    await countSeen(tx, day, seen);
  });
}
