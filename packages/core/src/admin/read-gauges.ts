import { type OrderState, summarizeOrder } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Finding } from "../payments/reconcile.ts";
import { countOpenFindings } from "../payments/reconciliation-state.ts";

/** The summary statuses of an order whose checkout has not ended. */
export const UNSETTLED = ["pending", "reserved", "paid"] as const;

export interface Gauges {
  /** Unsettled orders by summary status. A status without orders is missing. */
  readonly orders: ReadonlyMap<string, number>;
  readonly stuckSagas: number;
  readonly deadLetters: number;
  /** Open findings of the reconciliation by kind. A kind without any is missing. */
  readonly findings: ReadonlyMap<Finding, number>;
}

/** Counts unsettled orders, stuck sagas, open dead letters and open findings of the reconciliation. */
export async function readGauges(db: Db): Promise<Gauges> {
  const unsettled = await sql<OrderState & { count: number }>`
    select status, reserved, payment_status as "paymentStatus", fulfillment_status as "fulfillmentStatus", count(*)::int
    from orders.orders where status = 'pending' group by 1, 2, 3, 4`.execute(db);
  const orders = new Map<string, number>();
  for (const { count, ...state } of unsettled.rows) {
    const status = summarizeOrder(state);
    orders.set(status, (orders.get(status) ?? 0) + count);
  }
  const open = await sql<{ stuck: number; dead: number }>`
    select (select count(*)::int from saga.sagas where state = 'stuck') as stuck,
      (select count(*)::int from saga.dead_letters where state = 'open') as dead`.execute(db);
  return {
    orders,
    stuckSagas: open.rows[0]?.stuck ?? 0,
    deadLetters: open.rows[0]?.dead ?? 0,
    findings: await countOpenFindings(db),
  };
}
