import type { CategoryId, CollectionId, OrderNumber, ProductId } from "@cartwright/contracts/ids";
import type {
  AdminPromotionRow,
  CodeBatch,
  PromotionId,
  PromotionMethod,
  PromotionState,
} from "@cartwright/contracts/promotions";
import { BATCHES_MAX } from "@cartwright/contracts/promotions";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../../kernel/microseconds.ts";
import { escapeLike } from "../../kernel/escape-like.ts";

type Dated<Row, Names extends keyof Row> = Omit<Row, Names> & { readonly [Name in Names]: Date };

export type PromotionListRow = Omit<AdminPromotionRow, "startsAt" | "endsAt" | "createdAt" | "currency"> & {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly createdAt: Date;
  /** Microseconds since the epoch, for the cursor. */
  readonly createdUs: number;
};

const STATE = sql`case when not p.active then 'archived' when p.ends_at <= now() then 'expired'
  when p.used >= p.usage_limit then 'used_up' when p.starts_at > now() then 'scheduled' else 'active' end`;
const ROW = sql`p.id, p.title, p.method, p.code, p.kind, p.percent_bp as "percentBp", p.amount_minor as "amountMinor",
  p.buy_quantity as "buyQuantity", p.get_quantity as "getQuantity", p.starts_at as "startsAt", p.ends_at as "endsAt",
  p.usage_limit as "usageLimit", ${STATE} as state, p.used + earned.used as used, p.discount_minor + earned.discount_minor as "discountMinor",
  p.sales_minor + earned.sales_minor as "salesMinor", p.created_at as "createdAt", ${microsecondsOf(sql`p.created_at`)} as "createdUs"`;
/** What those without a total limit earned is counted apart from their rows. */
const EARNED = sql`cross join lateral (
  select coalesce(sum(used), 0)::int as used, coalesce(sum(discount_minor), 0)::bigint as discount_minor,
    coalesce(sum(sales_minor), 0)::bigint as sales_minor
  from promotions.tallies where promotion_id = p.id
) as earned`;

export interface PromotionFilter {
  /** Part of a title or code, or a whole single-use code. Null for all. */
  readonly query: string | null;
  /** Empty for all. */
  readonly states: readonly PromotionState[];
  readonly method: PromotionMethod | null;
  readonly before: { readonly createdUs: number; readonly id: string } | null;
  readonly limit: number;
}

/** Promotions, newest first. */
export async function selectPromotionList(db: Db, filter: PromotionFilter): Promise<PromotionListRow[]> {
  const { query, states, method, before } = filter;
  const wanted = [
    query !== null &&
      sql`p.id in (
        select id from promotions.promotions where lower(coalesce(code, '') || ' ' || title) like ${`%${escapeLike(query.toLowerCase())}%`}
        union all select promotion_id from promotions.codes where code = ${query.toUpperCase()})`,
    states.length > 0 && sql`${STATE} = any(${[...states]}::text[])`,
    method !== null && sql`p.method = ${method}`,
    before !== null && sql`(p.created_at, p.id) < (${atMicroseconds(before.createdUs)}, ${before.id}::uuid)`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<PromotionListRow>`
    select ${ROW} from promotions.promotions as p ${EARNED}
    where ${wanted.length === 0 ? sql`true` : sql.join(wanted, sql` and `)}
    order by p.created_at desc, p.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

export interface PromotionDetailRow extends PromotionListRow {
  readonly version: number;
  readonly products: readonly { readonly id: ProductId; readonly title: string }[];
  readonly categories: readonly { readonly id: CategoryId; readonly title: string }[];
  readonly collections: readonly { readonly id: CollectionId; readonly title: string }[];
  readonly minimumMinor: number;
  readonly minimumQuantity: number;
  readonly perCustomerLimit: number | null;
  readonly combinable: boolean;
  readonly updatedAt: Date;
}

/** A promotion with the names of what it is for. */
export async function selectPromotionDetail(db: Db, id: PromotionId): Promise<PromotionDetailRow | null> {
  const { rows } = await sql<PromotionDetailRow>`
    select ${ROW}, p.version, p.minimum_minor as "minimumMinor", p.minimum_quantity as "minimumQuantity",
      p.per_customer_limit as "perCustomerLimit", p.combinable, p.updated_at as "updatedAt",
      (select coalesce(json_agg(json_build_object('id', product.id, 'title', product.title) order by product.title, product.id), '[]')
        from catalog.products as product where product.id = any(p.product_ids)) as products,
      (select coalesce(json_agg(json_build_object('id', category.id, 'title', category.title) order by category.title, category.id), '[]')
        from catalog.categories as category where category.id = any(p.category_ids)) as categories,
      (select coalesce(json_agg(json_build_object('id', c.id, 'title', c.title) order by c.title, c.id), '[]')
        from catalog.collections as c where c.id = any(p.collection_ids)) as collections
    from promotions.promotions as p ${EARNED} where p.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** How many of these products, categories and collections exist. A category or collection that is counted is not deleted before the commit. */
export async function countScope(
  tx: Tx,
  ids: {
    readonly productIds: readonly string[];
    readonly categoryIds: readonly string[];
    readonly collectionIds: readonly string[];
  },
): Promise<{ readonly products: number; readonly categories: number; readonly collections: number }> {
  const { rows: collections } = await sql`
    select from catalog.collections where id = any(${[...ids.collectionIds]}::uuid[]) order by id for key share`.execute(
    tx,
  );
  const { rows: categories } = await sql`
    select from catalog.categories where id = any(${[...ids.categoryIds]}::uuid[]) order by id for key share`.execute(
    tx,
  );
  const { rows } = await sql<{ products: number }>`
    select count(*)::int as products from catalog.products where id = any(${[...ids.productIds]}::uuid[])`.execute(tx);
  return { products: 0, ...rows[0], categories: categories.length, collections: collections.length };
}

/** A promotion that is not archived and is for this collection. */
export async function selectPromotionFor(tx: Tx, collectionId: CollectionId): Promise<{ title: string } | undefined> {
  const { rows } = await sql<{ title: string }>`
    select coalesce(nullif(title, ''), code, '') as title from promotions.promotions
    where active and ${collectionId} = any(collection_ids) order by created_at, id limit 1`.execute(tx);
  return rows[0];
}

export interface UseRow {
  readonly number: OrderNumber;
  readonly at: Date;
  readonly discountMinor: number;
  readonly totalMinor: number;
}

/** The newest orders that use a promotion. An order has a row for each of its mailboxes; the first of them counts. */
export async function selectUses(db: Db, id: PromotionId, limit: number): Promise<UseRow[]> {
  const { rows } = await sql<UseRow>`
    select o.number, use.at, use.discount_minor as "discountMinor", use.sales_minor as "totalMinor"
    from promotions.redemptions as use join orders.orders as o on o.id = use.order_id
    where use.promotion_id = ${id} and use.state = 'used' and not exists (
      select from promotions.redemptions as other
      where other.promotion_id = use.promotion_id and other.order_id = use.order_id and other.customer_key < use.customer_key)
    order by use.at desc, use.order_id limit ${limit}`.execute(db);
  return rows;
}

/** The batches of a promotion, newest first. */
export async function selectBatches(db: Db, id: PromotionId): Promise<Dated<CodeBatch, "createdAt">[]> {
  const { rows } = await sql<Dated<CodeBatch, "createdAt">>`
    select id, prefix, size, used, created_at as "createdAt" from promotions.code_batches
    where promotion_id = ${id} order by created_at desc, id desc limit ${BATCHES_MAX}`.execute(db);
  return rows;
}

/** The codes of a batch and the orders that used them, in the order of the codes. A batch has 10,000 at most. */
export async function selectCodes(
  tx: Tx,
  batch: { readonly promotionId: PromotionId; readonly batchId: string },
): Promise<{ readonly code: string; readonly number: OrderNumber | null }[]> {
  const { rows } = await sql<{ code: string; number: OrderNumber | null }>`
    select codes.code, o.number from promotions.codes as codes left join orders.orders as o on o.id = codes.order_id
    where codes.batch_id = ${batch.batchId} and codes.promotion_id = ${batch.promotionId} order by codes.code`.execute(
    tx,
  );
  return rows;
}
