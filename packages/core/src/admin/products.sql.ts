import type { ProductStatus, VariantStatus } from "@cartwright/contracts/product-status";
import type { CategoryId, ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { type RawBuilder, sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";
import { asQuery } from "../search/as-query.ts";

export interface ProductListRow {
  readonly id: ProductId;
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  readonly status: ProductStatus;
  readonly publish_at: Date | null;
  readonly category: string | null;
  readonly image_key: string | null;
  readonly price_min_minor: number;
  readonly price_max_minor: number;
  readonly currency: Currency;
  readonly variant_count: number;
  readonly available: number;
  readonly low: boolean;
  readonly unlimited: boolean;
  readonly updated_at: Date;
  /** Microseconds since the epoch, for the cursor. */
  readonly updated_us: number;
}

export interface ProductFilter {
  /** The text of a tsquery, from `readSearchQuery`: staff find a product as shoppers do. Null for all. */
  readonly search: string | null;
  readonly category: string | null;
  /** Empty for all. */
  readonly statuses: readonly ProductStatus[];
  readonly lowStock: boolean;
  readonly before: { readonly updatedUs: number; readonly id: string } | null;
  readonly limit: number;
}

/** The category that has a slug, or had it once (saved views name it), and all below it. */
const branchOf = (category: string) => sql`
  with recursive branch as (
    select id from (
      select id from catalog.categories where slug = ${category}
      union all select category_id from catalog.old_category_slugs where slug = ${category}
    ) named
    union select c.id from branch join catalog.categories c on c.parent_id = branch.id
  )`;

/** Written out for the partial index of what is not for sale: a prepared statement does not know its parameters yet. */
const inStatus = (statuses: readonly ProductStatus[]) =>
  statuses.length === 0 ? sql`true` : sql`p.status in (${sql.join(statuses.map((status) => sql.lit(status)))})`;

const isBefore = ({ before }: ProductFilter) =>
  before ? sql`(p.updated_at, p.id) < (${atMicroseconds(before.updatedUs)}, ${before.id}::uuid)` : sql`true`;

/** The products that a filter lists. Those of a category are read from the index of each category below it, in the list's order. */
function wantedBy(filter: ProductFilter, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const { search, category, statuses, lowStock, limit } = filter;
  const found = search === null ? sql`true` : sql`p.search @@ ${asQuery(search)}`;
  const low = lowStock
    ? sql`p.id in (
        select s.product_id from inventory.stock s join catalog.variants v on v.id = s.variant_id and v.status = 'active'
        where s.policy <> 'untracked' and s.on_hand - s.reserved <= s.low_at)`
    : sql`true`;
  const listed = (isIn: RawBuilder<unknown>) => sql`
    select p.* from ${source} p where ${isIn} and ${found} and ${low} and ${inStatus(statuses)} and ${isBefore(filter)}
    order by p.updated_at desc, p.id desc limit ${limit}`;
  if (category === null) return listed(sql`true`);
  if (search !== null || lowStock) return listed(sql`p.category_id in (${branchOf(category)} select id from branch)`);
  return sql`
    ${branchOf(category)}
    select p.* from branch cross join lateral (${listed(sql`p.category_id = branch.id`)}) p
    order by p.updated_at desc, p.id desc limit ${limit}`;
}

/** Words that one product in twenty has fill a page from these. Fewer matches are read by the index of words in time. */
const NEWEST = 1_000;

/**
 * Products of any status, last changed first, with the stock of each: only of those that are returned. A search looks among the last
 * changed first, as that of orders does.
 */
export async function selectProductList(db: Db, filter: ProductFilter): Promise<ProductListRow[]> {
  const { search, limit } = filter;
  if (search === null) return selectProductsFrom(db, filter, sql`catalog.products`);
  const newest = sql`(
    select * from catalog.products as p where ${isBefore(filter)} order by p.updated_at desc, p.id desc limit ${NEWEST})`;
  const rows = await selectProductsFrom(db, filter, newest);
  if (rows.length >= limit) return rows;
  // The planner takes words that few have for frequent ones, and would look for them in the list's order.
  const found = sql`(select * from catalog.products as p where p.search @@ ${asQuery(search)} offset 0)`;
  return selectProductsFrom(db, filter, found);
}

/** One statement. */
async function selectProductsFrom(
  db: Db,
  filter: ProductFilter,
  source: RawBuilder<unknown>,
): Promise<ProductListRow[]> {
  const { rows } = await sql<ProductListRow>`
    select p.id, p.slug, p.version, p.title, p.status, p.publish_at, p.price_min_minor, p.price_max_minor, p.currency, p.updated_at,
      ${microsecondsOf(sql`p.updated_at`)} as updated_us,
      (select c.title from catalog.categories c where c.id = p.category_id) as category,
      (select i.key from catalog.images i where i.product_id = p.id and i.key is not null order by i.position limit 1) as image_key,
      stock.variant_count, stock.available, stock.low, stock.unlimited
    from (${wantedBy(filter, source)}) p
    left join lateral (
      select count(*)::int as variant_count,
        coalesce(sum(greatest(s.on_hand - s.reserved, 0)) filter (where s.policy <> 'untracked'), 0)::int as available,
        coalesce(bool_or(coalesce(s.policy <> 'untracked' and s.on_hand - s.reserved <= s.low_at, true)), false) as low,
        coalesce(bool_or(s.policy <> 'tracked'), false) as unlimited
      from catalog.variants v left join inventory.stock s on s.variant_id = v.id
      where v.product_id = p.id and v.status = 'active'
    ) stock on true
    order by p.updated_at desc, p.id desc`.execute(db);
  return rows;
}

export interface AdminProductRow {
  readonly id: ProductId;
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly seo_title: string | null;
  readonly seo_description: string | null;
  readonly old_slugs: readonly string[];
  readonly status: ProductStatus;
  readonly publish_at: Date | null;
  readonly category_id: CategoryId | null;
  readonly gift_card: boolean;
  readonly currency: Currency;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly options: readonly string[];
  readonly variants: readonly {
    readonly id: VariantId;
    readonly title: string;
    readonly options: readonly string[];
    readonly sku: string | null;
    readonly barcode: string | null;
    readonly priceMinor: number;
    readonly compareAtMinor: number | null;
    readonly weightGrams: number;
    readonly requiresShipping: boolean;
    readonly status: VariantStatus;
    readonly onHand: number;
    readonly reserved: number;
    readonly policy: StockPolicy;
    readonly backorderDays: number;
  }[];
  readonly pictures: readonly {
    readonly id: string;
    readonly key: string | null;
    readonly alt: string;
    readonly width: number | null;
    readonly height: number | null;
    readonly tint: string | null;
    readonly sourceUrl: string | null;
  }[];
}

/** A product of any status with everything its page in the back office shows, in one statement. */
export async function selectAdminProduct(db: Db, productId: ProductId): Promise<AdminProductRow | undefined> {
  const { rows } = await sql<AdminProductRow>`
    select p.id, p.slug, p.version, p.title, p.description, p.vendor, p.seo_title, p.seo_description, p.status, p.publish_at, p.category_id, p.currency, p.gift_card, p.created_at, p.updated_at,
      (select coalesce(json_agg(s.slug order by s.since desc, s.slug), '[]') from catalog.old_slugs s where s.product_id = p.id) as old_slugs,
      (select coalesce(json_agg(o.name order by o.position), '[]') from catalog.product_options o where o.product_id = p.id) as options,
      (select coalesce(json_agg(json_build_object('id', v.id, 'title', v.title, 'options', v.options, 'sku', v.sku, 'barcode', v.barcode,
          'priceMinor', v.price_minor, 'compareAtMinor', v.compare_at_minor, 'weightGrams', v.weight_grams, 'requiresShipping', v.requires_shipping, 'status', v.status,
          'onHand', coalesce(s.on_hand, 0), 'reserved', coalesce(s.reserved, 0),
          'policy', coalesce(s.policy, 'tracked'), 'backorderDays', coalesce(s.backorder_days, 10)) order by v.status, v.position, v.id), '[]')
        from catalog.variants v left join inventory.stock s on s.variant_id = v.id where v.product_id = p.id) as variants,
      (select coalesce(json_agg(json_build_object('id', i.id, 'key', i.key, 'alt', i.alt, 'width', i.width, 'height', i.height,
          'tint', i.tint, 'sourceUrl', i.source_url) order by i.position), '[]')
        from catalog.images i where i.product_id = p.id) as pictures
    from catalog.products p where p.id = ${productId}`.execute(db);
  return rows[0];
}

/** The picture keys among these that orders show. Scans all lines, for a sweep that rarely has keys to check. */
export async function selectOrderedKeys(db: Db, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct image ->> 'key' as key from orders.order_lines where image ->> 'key' = any(${keys}::text[])`.execute(
    db,
  );
  return rows.map((row) => row.key);
}
