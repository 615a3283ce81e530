import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** The states of an order whose saga has not ended. */
export const UNSETTLED = ["pending", "reserved", "paid"] as const;

export interface Gauges {
  /** Orders by state; a state without orders is missing. */
  readonly orders: ReadonlyMap<string, number>;
  readonly stuckSagas: number;
  readonly deadLetters: number;
}

/** Counts what is open or stuck now. */
export async function readGauges(db: Db): Promise<Gauges> {
  const orders = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from orders.orders
    where status = any(${UNSETTLED}::text[]) group by status`.execute(db);
  const open = await sql<{ stuck: number; dead: number }>`
    select (select count(*)::int from saga.sagas where state = 'stuck') as stuck,
      (select count(*)::int from saga.dead_letters where state = 'open') as dead`.execute(db);
  return {
    orders: new Map(orders.rows.map((row) => [row.status, row.count])),
    stuckSagas: open.rows[0]?.stuck ?? 0,
    deadLetters: open.rows[0]?.dead ?? 0,
  };
}
