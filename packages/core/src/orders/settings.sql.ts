import { DEFAULT_TIME_ZONE } from "@cartwright/contracts/time-zone";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** The shop's time zone, and the time by the database's clock. */
export async function selectShopTime(db: Db | Tx): Promise<{ readonly timeZone: string; readonly now: Date }> {
  const { rows } = await sql<{ timeZone: string; now: Date }>`
    select time_zone as "timeZone", now() as now from orders.settings`.execute(db);
  return rows[0] ?? { timeZone: DEFAULT_TIME_ZONE, now: new Date() };
}

/** Sets the shop's time zone. Returns the one before. */
export async function updateTimeZone(tx: Tx, timeZone: string): Promise<string> {
  const { rows } = await sql<{ before: string }>`
    with known as (select time_zone from orders.settings where id = 1 for update)
    update orders.settings as s set time_zone = ${timeZone} from known where s.id = 1
    returning known.time_zone as before`.execute(tx);
  return rows[0]?.before ?? DEFAULT_TIME_ZONE;
}
