import { type Kysely, sql } from "kysely";

/**
 * Two filters of the list of orders that grow with the shop: what is packed, in the words of its view (core, admin/order-views.sql.ts),
 * and the payment's states. Nearly all orders are paid, so these need no index, and an order leaves it when it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index orders_to_ship on orders.orders (created_at desc, id desc)
    where status = 'confirmed' and fulfillment_status = 'packed' and payment_status <> 'refunded'`.execute(db);
  await sql`
    create index orders_by_payment on orders.orders (payment_status, created_at desc, id desc)
    where payment_status <> 'paid'`.execute(db);
}
