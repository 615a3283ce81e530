import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** The tags of an order by name. */
export async function selectTags(db: Db | Tx, orderId: OrderId): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select tag from orders.order_tags where order_id = ${orderId} order by tag`.execute(db);
  return rows.map(({ tag }) => tag);
}

export async function insertTags(tx: Tx, orderId: OrderId, tags: readonly string[]): Promise<void> {
  await sql`
    insert into orders.order_tags (order_id, tag, created_at)
    select o.id, tag, o.created_at from orders.orders as o, unnest(${[...tags]}::text[]) as tag
    where o.id = ${orderId} on conflict do nothing`.execute(tx);
}

export async function deleteTags(tx: Tx, orderId: OrderId, tags: readonly string[]): Promise<void> {
  await sql`delete from orders.order_tags where order_id = ${orderId} and tag = any(${[...tags]}::text[])`.execute(tx);
}

/** The tags that orders have, by name. One look into the index for each, however many orders have it. */
export async function selectTagChoices(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    with recursive choice (tag, place) as (
      (select tag, 1 from orders.order_tags order by tag limit 1)
      union all
      select (select next.tag from orders.order_tags as next where next.tag > choice.tag order by next.tag limit 1), place + 1
      from choice where choice.tag is not null and place < ${limit}
    )
    select tag from choice where tag is not null`.execute(db);
  return rows.map(({ tag }) => tag);
}
