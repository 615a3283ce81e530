import { type Kysely, sql } from "kysely";

/** The timeline's word for an exchange whose new order was cancelled. Only orders with an exchange have such an event, so no others are read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update orders.order_events set type = 'order.exchange_cancelled'
    where order_id in (select order_id from orders.exchanges) and type = 'order.exchange_off'`.execute(db);
}
