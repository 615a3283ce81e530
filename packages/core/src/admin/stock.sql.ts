import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import { escapeLike } from "../kernel/escape-like.ts";
import { asQuery } from "../search/as-query.ts";

export interface StockListRow {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly productTitle: string;
  readonly variantTitle: string;
  readonly sku: string | null;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly lowAt: number;
  readonly policy: StockPolicy;
  readonly backorderDays: number;
  /** Where it stands in the list: by what is available, and variants that are not counted last. */
  readonly rank: number;
}

export interface StockFilter {
  /** The beginning of a SKU, and what a title has to meet: the text of a tsquery, from `readSearchQuery`. Null for all. */
  readonly query: { readonly sku: string; readonly title: string | null } | null;
  readonly low: boolean;
  readonly retired: boolean;
  readonly policy: StockPolicy | null;
  readonly after: { readonly rank: number; readonly variantId: string } | null;
  readonly limit: number;
}

const RANK = sql`case s.policy when 'untracked' then 2147483647 else s.on_hand - s.reserved end`;

/** Whether the stock `s` is at or below its level. The same words as in the index `stock_low`. */
export const IS_LOW = sql`s.policy <> 'untracked' and s.on_hand - s.reserved <= s.low_at`;
/** Whether the variant `v` of the product `p` is for sale, or will be when the product is published. */
export const IS_FOR_SALE = sql`(v.status = 'active' and p.status <> 'archived')`;

/** What a filter leaves of the variants `v` of products `p`: the test, and an index's way to those that pass it. */
interface Limit {
  readonly isWanted: RawBuilder<unknown>;
  readonly ids: RawBuilder<unknown>;
}

function byQuery({ sku, title }: NonNullable<StockFilter["query"]>): Limit {
  const hasSku = sql`upper(v.sku) like ${`${escapeLike(sku.toUpperCase())}%`}`;
  const skus = sql`select v.id from catalog.variants v where ${hasSku}`;
  if (title === null) return { isWanted: hasSku, ids: skus };
  // The index finds the words anywhere in the product's text. Those of titles have the weight A.
  const hasTitle = sql`(p.search @@ ${asQuery(title)} and ts_filter(p.search, '{a}') @@ ${asQuery(title)})`;
  return {
    isWanted: sql`(${hasTitle} or ${hasSku})`,
    ids: sql`
      select v.id from catalog.products p join catalog.variants v on v.product_id = p.id where ${hasTitle} union ${skus}`,
  };
}

const RETIRED: Limit = {
  isWanted: sql`not ${IS_FOR_SALE}`,
  ids: sql`
    select v.id from catalog.variants v where v.status <> 'active' union
    select v.id from catalog.products p join catalog.variants v on v.product_id = p.id where p.status = 'archived'`,
};

/** Of fewer, each is read. Of more, the first in the list's order are soon a page. */
const FEW = 2_000;

async function areFew(db: Db, { ids }: Limit): Promise<boolean> {
  const { rows } = await sql<{ few: boolean }>`
    select count(*) <= ${FEW} as few from (select from (${ids}) as found limit ${FEW + 1}) as counted`.execute(db);
  return rows[0]?.few ?? false;
}

/** Stock of the variants for sale, or of discontinued ones, least available first. */
export async function selectStockList(db: Db, filter: StockFilter): Promise<StockListRow[]> {
  const { query, after, low, policy, retired } = filter;
  const limits = [...(query ? [byQuery(query)] : []), ...(retired ? [RETIRED] : [])];
  const tests = [retired ? sql`true` : IS_FOR_SALE, ...limits.map(({ isWanted }) => isWanted)];
  for (const given of limits) {
    if (!(await areFew(db, given))) continue;
    tests.push(sql`v.id in (${given.ids})`);
    break;
  }
  // What is low is counted, and the index of what is low has this order.
  const rank = low ? sql`s.on_hand - s.reserved` : RANK;
  const { rows } = await sql<StockListRow>`
    select s.variant_id as "variantId", p.id as "productId", p.title as "productTitle", v.title as "variantTitle", v.sku,
      s.on_hand as "onHand", s.reserved, s.on_hand - s.reserved as available, s.low_at as "lowAt",
      s.policy, s.backorder_days as "backorderDays", ${rank} as rank
    from inventory.stock s
    join catalog.variants v on v.id = s.variant_id
    join catalog.products p on p.id = v.product_id
    where ${sql.join(tests, sql` and `)} and ${low ? IS_LOW : sql`true`}
      and ${policy === null ? sql`true` : sql`s.policy = ${sql.lit(policy)}`}
      and ${after ? sql`(${rank}, s.variant_id) > (${after.rank}, ${after.variantId}::uuid)` : sql`true`}
    order by ${rank}, s.variant_id limit ${filter.limit}`.execute(db);
  return rows;
}

/** The product of a variant. Undefined when there is no such variant. */
export async function selectProductOfVariant(db: Db, variantId: VariantId): Promise<ProductId | undefined> {
  const { rows } = await sql<{ productId: ProductId }>`
    select product_id as "productId" from catalog.variants where id = ${variantId}`.execute(db);
  return rows[0]?.productId;
}

export interface MovementRow {
  readonly id: number;
  readonly at: Date;
  readonly reason: string;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
  readonly orderNumber: string | null;
  readonly note: string | null;
}

/** The stock movements of one variant, newest first. */
export async function selectMovements(
  db: Db,
  variantId: VariantId,
  page: { readonly beforeId: number | null; readonly limit: number },
): Promise<MovementRow[]> {
  const { rows } = await sql<MovementRow>`
    select m.id, m.at, m.reason, m.on_hand_delta as "onHandDelta", m.reserved_delta as "reservedDelta", o.number as "orderNumber", m.note
    from inventory.movements m left join orders.orders o on o.id = m.order_id
    where m.variant_id = ${variantId} and ${page.beforeId === null ? sql`true` : sql`m.id < ${page.beforeId}`}
    order by m.id desc limit ${page.limit}`.execute(db);
  return rows;
}
