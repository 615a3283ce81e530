import { localTime } from "@cartwright/contracts/time-zone";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { readShopTime } from "../orders/shop-time.ts";
import { deleteBefore } from "./visits.sql.ts";

/** Deletes the keys of the days that are over, all of them, and a bounded batch of the hashes made with them. Returns how many hashes. */
export function forgetVisitors({ db }: Pick<Deps, "db">, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { now, timeZone } = await readShopTime(tx);
    return deleteBefore(tx, localTime(now.getTime(), timeZone).date, limit);
  });
}
