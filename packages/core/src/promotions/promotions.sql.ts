import type { PromotionKind, PromotionMethod } from "@cartwright/contracts/promotions";
import { AUTOMATIC_MAX } from "@cartwright/contracts/promotions";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** A promotion, evaluated at the database's now(). */
export interface PromotionRow {
  readonly id: string;
  readonly method: PromotionMethod;
  /** The code that was entered for it. Null for one that applies without. */
  readonly code: string | null;
  readonly title: string;
  readonly kind: PromotionKind;
  readonly percentBp: number | null;
  readonly amountMinor: number | null;
  readonly buyQuantity: number | null;
  readonly getQuantity: number | null;
  /** The currency it applies to. Null for any. */
  readonly currency: string | null;
  /** Empty, both of them, for all goods. */
  readonly productIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly minimumMinor: number;
  readonly minimumQuantity: number;
  readonly combinable: boolean;
  readonly active: boolean;
  readonly started: boolean;
  readonly ended: boolean;
  readonly usedUp: boolean;
  readonly usedUpByCustomer: boolean;
}

/**
 * The promotion of a code, if one is given, and those that apply without a code now. A code that everyone can use comes before
 * a single-use code that happens to be the same.
 */
export async function selectPromotions(
  db: Db | Tx,
  code: string | null,
  customerKeys: readonly string[],
): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    with entered as (
      select id, code, false as spent from promotions.promotions where code = ${code}
      union all
      (select promotion_id, code, order_id is not null from promotions.codes where code = ${code})
      limit 1
    ), automatic as (
      select id, null::text as code, false as spent from promotions.promotions
      where method = 'automatic' and active and (starts_at is null or starts_at <= now())
        and (ends_at is null or ends_at > now()) and (usage_limit is null or used < usage_limit)
      order by id limit ${AUTOMATIC_MAX}
    ), found as (select * from entered union all select * from automatic)
    select promotion.id, promotion.method, found.code, title, kind, percent_bp as "percentBp", amount_minor as "amountMinor",
      buy_quantity as "buyQuantity", get_quantity as "getQuantity", currency, product_ids as "productIds",
      category_ids as "categoryIds", minimum_minor as "minimumMinor", minimum_quantity as "minimumQuantity", combinable, active,
      starts_at is null or starts_at <= now() as started,
      ends_at is not null and ends_at <= now() as ended,
      found.spent or usage_limit is not null and used >= usage_limit as "usedUp",
      per_customer_limit is not null and exists (
        select from unnest(${customerKeys}::text[]) as customer (key)
        where per_customer_limit <= (
          select count(*) from promotions.redemptions as use
          where use.promotion_id = promotion.id and use.customer_key = customer.key and use.state = 'used')
      ) as "usedUpByCustomer"
    from found join promotions.promotions as promotion on promotion.id = found.id`.execute(db);
  return rows;
}

/** A use of a promotion by an order, and what it gave. Amounts in minor units. */
export interface Use {
  readonly promotionId: string;
  readonly orderId: OrderId;
  readonly customerKeys: readonly string[];
  /** What was taken off goods and shipping. */
  readonly discountMinor: number;
  /** What the order comes to. */
  readonly salesMinor: number;
  /** What its goods must come to, and their units, for it to be given. */
  readonly minimumMinor: number;
  readonly minimumQuantity: number;
  /** Its goods, by their position in the order, and what was taken off each. */
  readonly lines: readonly { readonly position: number; readonly discountMinor: number }[];
}

/**
 * Counts one more use, if the promotion can still be used now. Its row stays locked until the caller's commit, so uses of
 * one code are serialised. Returns the limit per customer; undefined when it cannot be used.
 */
export async function countUse(
  tx: Tx,
  use: Pick<Use, "promotionId" | "discountMinor" | "salesMinor">,
): Promise<{ readonly perCustomerLimit: number | null } | undefined> {
  const { rows } = await sql<{ perCustomerLimit: number | null }>`
    update promotions.promotions
    set used = used + 1, discount_minor = discount_minor + ${use.discountMinor}, sales_minor = sales_minor + ${use.salesMinor}
    where id = ${use.promotionId} and active
      and (starts_at is null or starts_at <= now()) and (ends_at is null or ends_at > now())
      and (usage_limit is null or used < usage_limit)
    returning per_customer_limit as "perCustomerLimit"`.execute(tx);
  return rows[0];
}

/** Takes a single-use code for an order, while its promotion is locked. False when another order has it. */
export async function takeCode(tx: Tx, code: string, orderId: OrderId): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with taken as (
      update promotions.codes set order_id = ${orderId} where code = ${code} and order_id is null returning batch_id
    )
    update promotions.code_batches as batch set used = batch.used + 1 from taken where batch.id = taken.batch_id`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/**
 * Records a customer's use under each of their keys: a row with the lowest free number, up to the limit. A separate statement
 * after {@link countUse}, so that it sees the uses that committed while that one waited. False when the limit of any key is
 * reached; the caller must roll back.
 */
export async function insertUse(tx: Tx, use: Use, perCustomerLimit: number | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into promotions.redemptions (promotion_id, order_id, customer_key, customer_use, discount_minor, sales_minor,
      minimum_minor, minimum_quantity, lines)
    select ${use.promotionId}, ${use.orderId}, customer.key, free.n, ${use.discountMinor}, ${use.salesMinor},
      ${use.minimumMinor}, ${use.minimumQuantity}, ${JSON.stringify(use.lines)}::jsonb
    from unnest(${use.customerKeys}::text[]) as customer (key)
    cross join lateral (
      select count(*)::int as uses from promotions.redemptions
      where promotion_id = ${use.promotionId} and customer_key = customer.key and state = 'used'
    ) as already
    cross join lateral (
      select number.n
      from generate_series(1, already.uses + 1) as number (n)
      where not exists (
        select 1 from promotions.redemptions
        where promotion_id = ${use.promotionId} and customer_key = customer.key and state = 'used' and customer_use = number.n)
      order by number.n limit 1
    ) as free
    where ${perCustomerLimit}::int is null or already.uses < ${perCustomerLimit}::int`.execute(tx);
  return numAffectedRows === BigInt(use.customerKeys.length);
}

/** The conditions of the promotions that an order uses, and what each took off its lines. */
export async function selectUsesOfOrder(
  db: Db | Tx,
  orderId: OrderId,
): Promise<readonly Pick<Use, "minimumMinor" | "minimumQuantity" | "lines">[]> {
  const { rows } = await sql<Pick<Use, "minimumMinor" | "minimumQuantity" | "lines">>`
    select distinct on (promotion_id) minimum_minor as "minimumMinor", minimum_quantity as "minimumQuantity", lines
    from promotions.redemptions where order_id = ${orderId} and state = 'used' order by promotion_id`.execute(db);
  return rows;
}

/** Locks the promotions that orders used, by ascending id, so that two batches do not deadlock. */
export async function lockUsed(tx: Tx, orderIds: readonly OrderId[]): Promise<number> {
  const { rows } = await sql`
    select id from promotions.promotions
    where id in (select promotion_id from promotions.redemptions where order_id = any(${orderIds}::uuid[]) and state = 'used')
    order by id for update`.execute(tx);
  return rows.length;
}

/**
 * Returns the uses of orders, each once, whatever number of keys it counted under, with what they earned and their single-use
 * codes.
 */
export async function returnUses(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`
    with returned as (
      update promotions.redemptions set state = 'returned'
      where order_id = any(${orderIds}::uuid[]) and state = 'used'
      returning promotion_id, order_id, discount_minor, sales_minor
    ), freed as (
      update promotions.codes set order_id = null where order_id = any(${orderIds}::uuid[]) returning batch_id
    ), recounted as (
      update promotions.code_batches as batch set used = batch.used - freed_of.n
      from (select batch_id, count(*)::int as n from freed group by batch_id) as freed_of where batch.id = freed_of.batch_id
    )
    update promotions.promotions as promotion
    set used = promotion.used - counted.n, discount_minor = promotion.discount_minor - counted.discount_minor,
      sales_minor = promotion.sales_minor - counted.sales_minor
    from (
      select promotion_id, count(*)::int as n, sum(discount_minor)::bigint as discount_minor, sum(sales_minor)::bigint as sales_minor
      from (select distinct promotion_id, order_id, discount_minor, sales_minor from returned) as use group by promotion_id
    ) as counted
    where promotion.id = counted.promotion_id`.execute(tx);
}
