import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

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
  readonly query: string | null;
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

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

/** Stock of the variants for sale, or of discontinued ones, least available first. */
export async function selectStockList(db: Db, filter: StockFilter): Promise<StockListRow[]> {
  const { query, after } = filter;
  const found =
    query === null
      ? sql`true`
      : sql`v.id in (
          select w.id from catalog.products p join catalog.variants w on w.product_id = p.id
          where p.title ilike ${`%${literal(query)}%`}
          union select id from catalog.variants where upper(sku) like ${`${literal(query.toUpperCase())}%`})`;
  const { rows } = await sql<StockListRow>`
    select s.variant_id as "variantId", p.id as "productId", p.title as "productTitle", v.title as "variantTitle", v.sku,
      s.on_hand as "onHand", s.reserved, s.on_hand - s.reserved as available, s.low_at as "lowAt",
      s.policy, s.backorder_days as "backorderDays", ${RANK} as rank
    from inventory.stock s
    join catalog.variants v on v.id = s.variant_id
    join catalog.products p on p.id = v.product_id
    where ${found} and ${IS_FOR_SALE} <> ${filter.retired} and ${filter.low ? IS_LOW : sql`true`}
      and ${filter.policy === null ? sql`true` : sql`s.policy = ${filter.policy}`}
      and ${after ? sql`(${RANK}, s.variant_id) > (${after.rank}, ${after.variantId}::uuid)` : sql`true`}
    order by ${RANK}, s.variant_id limit ${filter.limit}`.execute(db);
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
