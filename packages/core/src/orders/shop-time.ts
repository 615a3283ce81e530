import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { selectShopTime, updateTimeZone } from "./settings.sql.ts";

/** The time zone that the shop's days are counted in, and the time by the database's clock. */
export async function readShopTime(db: Db | Tx): Promise<{ readonly timeZone: string; readonly now: Date }> {
  return selectShopTime(db);
}

/** Sets the shop's time zone, an IANA name that was checked. Returns the one before. The caller audits it. */
export async function setTimeZone(tx: Tx, timeZone: string): Promise<string> {
  return updateTimeZone(tx, timeZone);
}
