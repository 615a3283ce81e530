import { type Kysely, sql } from "kysely";

/** The quick filters of the order list, and the numbers of what is to do. The others use indexes that exist. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index orders_to_pack on orders.orders (created_at desc, id desc)
    where status = 'confirmed' and fulfillment_status in ('unfulfilled', 'partially_packed') and payment_status <> 'refunded'`.execute(
    db,
  );
  // A saga that is stuck, or that has been failing for so long that a person was told.
  await sql`
    create index sagas_for_person on saga.sagas (order_id)
    where finished_at is null and (state = 'stuck' or data ->> 'alarmed' = 'true')`.execute(db);
  await sql`create index returns_undecided on orders.returns (order_id) where state = 'requested'`.execute(db);
}
