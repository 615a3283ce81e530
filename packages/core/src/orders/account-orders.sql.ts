import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Waits for orders that an account is placing, and keeps it from placing more until the caller's commit. */
export async function lockAccountOrders(tx: Tx, userId: UserId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('orders of ' || ${userId}::uuid, 0))`.execute(tx);
}

/** A statement of its own, after the lock, so that it sees what was committed meanwhile. By ascending id, as batches lock orders. */
export async function moveOrdersOf(tx: Tx, from: UserId, to: UserId): Promise<number> {
  const { numAffectedRows } = await sql`
    with locked as materialized (select id from orders.orders where user_id = ${from} order by id for update)
    update orders.orders as o set user_id = ${to} from locked where o.id = locked.id`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
