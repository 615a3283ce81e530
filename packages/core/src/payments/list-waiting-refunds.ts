import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** A refund that was opened and not yet requested from the provider. */
export interface WaitingRefund {
  readonly orderId: OrderId;
  readonly amountMinor: number;
  readonly idempotencyKey: string;
}

/** The oldest waiting refund of each order that has had one for some time, the oldest first. */
export async function listWaitingRefunds(
  db: Db,
  page: { readonly olderThanMs: number; readonly limit: number },
): Promise<WaitingRefund[]> {
  const { rows } = await sql<WaitingRefund>`
    select "orderId", "amountMinor", "idempotencyKey" from (
      select distinct on (payment.order_id) payment.order_id as "orderId", refund.amount_minor as "amountMinor",
        refund.idempotency_key as "idempotencyKey", refund.created_at as since
      from payments.refunds as refund join payments.payments as payment on payment.id = refund.payment_id
      where refund.state = 'intent' and refund.created_at < now() - ${page.olderThanMs} * interval '1 millisecond'
      order by payment.order_id, refund.created_at, refund.id
    ) as waiting order by since limit ${page.limit}`.execute(db);
  return rows;
}
