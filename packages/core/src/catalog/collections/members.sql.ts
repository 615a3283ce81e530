import { CollectionRules } from "@cartwright/contracts/collections";
import type { CollectionId, ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { meets } from "./rules.sql.ts";

/** Copies the list columns of products to where they are members. */
export async function updateMembers(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  await sql`
    update catalog.collection_products m set price_min_minor = p.price_min_minor
    from catalog.products p
    where m.product_id = any(${productIds}::uuid[]) and p.id = m.product_id and m.price_min_minor <> p.price_min_minor`.execute(
    tx,
  );
}

export interface RuledCollection {
  readonly id: CollectionId;
  readonly rules: CollectionRules;
}

/** All collections by rules. There are a hundred at most. */
export async function selectRuled(tx: Tx): Promise<RuledCollection[]> {
  const { rows } = await sql<{ id: CollectionId; rules: unknown }>`
    select id, rules from catalog.collections where kind = 'rule' order by id`.execute(tx);
  return rows.map(({ id, rules }) => ({ id, rules: CollectionRules.parse(rules) }));
}

/** Puts products into the collections whose rules they meet, and takes them out of the others. */
export async function replaceMembershipOf(
  tx: Tx,
  productIds: readonly ProductId[],
  collections: readonly RuledCollection[],
): Promise<void> {
  const wanted = collections.map(
    ({ id, rules }) => sql`
      select ${id}::uuid as collection_id, p.id as product_id, p.created_at, p.price_min_minor
      from catalog.products p where p.id = any(${productIds}::uuid[]) and ${meets(rules)}`,
  );
  await sql`
    with wanted as (${sql.join(wanted, sql` union all `)}),
    gone as (
      delete from catalog.collection_products m
      where m.product_id = any(${productIds}::uuid[]) and m.collection_id = any(${collections.map(({ id }) => id)}::uuid[])
        and not exists (select from wanted w where w.collection_id = m.collection_id and w.product_id = m.product_id)
    )
    insert into catalog.collection_products (collection_id, product_id, created_at, price_min_minor)
    select collection_id, product_id, created_at, price_min_minor from wanted on conflict do nothing`.execute(tx);
}

/** Compares a collection by rules with the whole catalogue. Returns how many members came, went or were out of date. */
export async function replaceMembersByRules(tx: Tx, { id, rules }: RuledCollection): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    with wanted as materialized (
      select p.id as product_id, p.created_at, p.price_min_minor from catalog.products p where ${meets(rules)}
    ), gone as (
      delete from catalog.collection_products m
      where m.collection_id = ${id} and not exists (select from wanted w where w.product_id = m.product_id)
      returning m.product_id
    ), come as (
      insert into catalog.collection_products as m (collection_id, product_id, created_at, price_min_minor)
      select ${id}::uuid, product_id, created_at, price_min_minor from wanted
      on conflict (collection_id, product_id) do update set price_min_minor = excluded.price_min_minor, position = null
        where m.price_min_minor <> excluded.price_min_minor or m.position is not null
      returning m.product_id
    )
    select ((select count(*) from gone) + (select count(*) from come))::int as changed`.execute(tx);
  return rows[0]?.changed ?? 0;
}

/** Makes these products the members of a collection, in this order. Those that do not exist are left out. */
export async function replaceMembersByHand(tx: Tx, id: CollectionId, productIds: readonly ProductId[]): Promise<void> {
  await sql`
    with wanted as (
      select p.id as product_id, chosen.position, p.created_at, p.price_min_minor
      from unnest(${productIds}::uuid[]) with ordinality as chosen (id, position) join catalog.products p on p.id = chosen.id
    ), gone as (
      delete from catalog.collection_products m
      where m.collection_id = ${id} and not exists (select from wanted w where w.product_id = m.product_id)
    )
    insert into catalog.collection_products (collection_id, product_id, position, created_at, price_min_minor)
    select ${id}::uuid, product_id, position, created_at, price_min_minor from wanted
    on conflict (collection_id, product_id) do update set position = excluded.position, price_min_minor = excluded.price_min_minor`.execute(
    tx,
  );
}
