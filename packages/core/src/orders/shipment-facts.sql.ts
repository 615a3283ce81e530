import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import type { OrderState } from "@cartwright/contracts/order-status";
import type { FulfillmentState } from "@cartwright/contracts/orders";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { OPEN_UNITS } from "./after-sale.sql.ts";

export interface ShipmentFactsRow {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly status: OrderState["status"];
  readonly parcels: readonly {
    readonly id: string;
    readonly state: FulfillmentState;
    readonly trackingNumber: string | null;
  }[];
  /** Units that are not packed yet. */
  readonly open: number;
}

/** How far orders are packed and sent, for those of the numbers that exist. Certain only while an order is locked. */
export async function selectShipmentFacts(db: Db | Tx, numbers: readonly OrderNumber[]): Promise<ShipmentFactsRow[]> {
  const { rows } = await sql<ShipmentFactsRow>`
    select o.id, o.number, o.status, (
        select coalesce(json_agg(json_build_object('id', sent.id, 'state', sent.state, 'trackingNumber', sent.tracking_number)
          order by sent.created_at, sent.id), '[]')
        from orders.fulfillments as sent where sent.order_id = o.id) as parcels,
      (select coalesce(sum(${OPEN_UNITS}), 0) from orders.order_lines as line where line.order_id = o.id)::int as open
    from orders.orders as o where o.number = any(${[...numbers]})`.execute(db);
  return rows;
}
