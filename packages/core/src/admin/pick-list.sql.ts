import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { OPEN_UNITS } from "../orders/open-units.ts";
import { isInView } from "./order-views.sql.ts";

export interface PickRow {
  readonly number: OrderNumber;
  /** Null for an order with nothing to pack. */
  readonly line: {
    readonly variantId: string;
    readonly sku: string | null;
    readonly title: string;
    readonly variantTitle: string;
    readonly quantity: number;
  } | null;
}

/** The oldest orders that wait to be packed. */
export async function selectToPack(db: Db, limit: number): Promise<OrderNumber[]> {
  const { rows } = await sql<{ number: OrderNumber }>`
    select o.number from orders.orders as o where ${isInView("to_pack")}
    order by o.created_at, o.id limit ${limit}`.execute(db);
  return rows.map(({ number }) => number);
}

/** What of each order is still to be packed, the oldest order first. */
export async function selectPicks(db: Db, numbers: readonly OrderNumber[]): Promise<PickRow[]> {
  const { rows } = await sql<PickRow>`
    select o.number, case when line.quantity > 0 then json_build_object('variantId', line.variant_id, 'sku', line.sku,
      'title', line.title, 'variantTitle', line.variant_title, 'quantity', line.quantity) end as line
    from orders.orders as o left join lateral (
      select open.* from (
        select line.variant_id, line.sku, line.title, line.variant_title, line.position, (${OPEN_UNITS})::int as quantity
        from orders.order_lines as line where line.order_id = o.id
      ) as open where open.quantity > 0
    ) as line on true
    where o.number = any(${[...numbers]}::text[])
    order by o.created_at, o.id, line.position`.execute(db);
  return rows;
}
