import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Refund } from "./payment.ts";

/** A refund of an order's payment. */
export interface OrderRefundRow extends Pick<Refund, "id" | "state" | "amountMinor" | "reference"> {
  readonly createdAt: Date;
}

/** The refunds of an order, oldest first, 1,000 at most. */
export async function listRefunds(db: Db, orderId: OrderId): Promise<OrderRefundRow[]> {
  const { rows } = await sql<OrderRefundRow>`
    select refund.id, refund.state, refund.reference, refund.amount_minor as "amountMinor", refund.created_at as "createdAt"
    from payments.payments as payment join payments.refunds as refund on refund.payment_id = payment.id
    where payment.order_id = ${orderId} order by refund.created_at, refund.id limit 1000`.execute(db);
  return rows;
}
