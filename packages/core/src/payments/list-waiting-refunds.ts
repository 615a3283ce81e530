import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** Orders with refunds that were opened some time ago and not yet requested from the provider, the oldest first. */
export async function listWaitingRefunds(
  db: Db,
  page: { readonly olderThanMs: number; readonly limit: number },
): Promise<OrderId[]> {
  const { rows } = await sql<{ orderId: OrderId }>`
    select payment.order_id as "orderId", min(refund.created_at) as since
    from payments.refunds as refund join payments.payments as payment on payment.id = refund.payment_id
    where refund.state = 'intent' and refund.created_at < now() - ${page.olderThanMs} * interval '1 millisecond'
    group by payment.order_id order by since limit ${page.limit}`.execute(db);
  return rows.map((row) => row.orderId);
}
