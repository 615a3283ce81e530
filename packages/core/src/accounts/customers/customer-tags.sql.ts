import type { CustomerId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** The tags of a customer by name. */
export async function selectTags(db: Db | Tx, customerId: CustomerId): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select tag from accounts.customer_tags where customer_id = ${customerId} order by tag`.execute(db);
  return rows.map(({ tag }) => tag);
}

export async function insertTags(tx: Tx, customerId: CustomerId, tags: readonly string[]): Promise<void> {
  await sql`
    insert into accounts.customer_tags (customer_id, tag, created_at)
    select c.id, tag, c.created_at from accounts.customers as c, unnest(${[...tags]}::text[]) as tag
    where c.id = ${customerId} on conflict do nothing`.execute(tx);
}

export async function deleteTags(tx: Tx, customerId: CustomerId, tags: readonly string[]): Promise<void> {
  await sql`
    delete from accounts.customer_tags where customer_id = ${customerId} and tag = any(${[...tags]}::text[])`.execute(
    tx,
  );
}

/** The tags that customers have, by name. One look into the index for each, however many customers have it. */
export async function selectTagChoices(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    with recursive choice (tag, place) as (
      (select tag, 1 from accounts.customer_tags order by tag limit 1)
      union all
      select (select next.tag from accounts.customer_tags as next where next.tag > choice.tag order by next.tag limit 1), place + 1
      from choice where choice.tag is not null and place < ${limit}
    )
    select tag from choice where tag is not null`.execute(db);
  return rows.map(({ tag }) => tag);
}
