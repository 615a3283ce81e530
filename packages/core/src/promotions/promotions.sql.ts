import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** A promotion, evaluated at the database's now(). */
export interface PromotionRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly kind: "percentage" | "fixed" | "free_shipping";
  readonly percentBp: number | null;
  readonly amountMinor: number | null;
  /** The currency it applies to. Null for any. */
  readonly currency: string | null;
  readonly minimumMinor: number;
  readonly active: boolean;
  readonly started: boolean;
  readonly ended: boolean;
  readonly usedUp: boolean;
  readonly usedUpByCustomer: boolean;
}

export async function selectPromotion(
  db: Db,
  code: string,
  customerKeys: readonly string[],
): Promise<PromotionRow | null> {
  const { rows } = await sql<PromotionRow>`
    select id, code, title, kind, percent_bp as "percentBp", amount_minor as "amountMinor", currency,
      minimum_minor as "minimumMinor", active,
      starts_at is null or starts_at <= now() as started,
      ends_at is not null and ends_at <= now() as ended,
      usage_limit is not null and used >= usage_limit as "usedUp",
      per_customer_limit is not null and exists (
        select from unnest(${customerKeys}::text[]) as customer (key)
        where per_customer_limit <= (
          select count(*) from promotions.redemptions as use
          where use.promotion_id = promotion.id and use.customer_key = customer.key and use.state = 'used')
      ) as "usedUpByCustomer"
    from promotions.promotions as promotion where code = ${code}`.execute(db);
  return rows[0] ?? null;
}

/**
 * Counts one more use, if the promotion can still be used now. Its row stays locked until the caller's commit, so uses of
 * one code are serialised. Returns the limit per customer; undefined when it cannot be used.
 */
export async function countUse(
  tx: Tx,
  promotionId: string,
): Promise<{ readonly perCustomerLimit: number | null } | undefined> {
  const { rows } = await sql<{ perCustomerLimit: number | null }>`
    update promotions.promotions set used = used + 1
    where id = ${promotionId} and active
      and (starts_at is null or starts_at <= now()) and (ends_at is null or ends_at > now())
      and (usage_limit is null or used < usage_limit)
    returning per_customer_limit as "perCustomerLimit"`.execute(tx);
  return rows[0];
}

/**
 * Records a customer's use under each of their keys: a row with the lowest free number, up to the limit. A separate statement
 * after {@link countUse}, so that it sees the uses that committed while that one waited. False when the limit of any key is
 * reached; the caller must roll back.
 */
export async function insertUse(
  tx: Tx,
  use: { readonly promotionId: string; readonly orderId: OrderId; readonly customerKeys: readonly string[] },
  perCustomerLimit: number | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into promotions.redemptions (promotion_id, order_id, customer_key, customer_use)
    select ${use.promotionId}, ${use.orderId}, customer.key, free.n
    from unnest(${use.customerKeys}::text[]) as customer (key)
    cross join lateral (
      select number.n
      from generate_series(1, coalesce(${perCustomerLimit}::int, (
        select count(*)::int + 1 from promotions.redemptions
        where promotion_id = ${use.promotionId} and customer_key = customer.key and state = 'used'))) as number (n)
      where not exists (
        select 1 from promotions.redemptions
        where promotion_id = ${use.promotionId} and customer_key = customer.key and state = 'used' and customer_use = number.n)
      order by number.n limit 1
    ) as free`.execute(tx);
  return numAffectedRows === BigInt(use.customerKeys.length);
}

/** Locks the promotions that orders used, by ascending id, so that two batches do not deadlock. */
export async function lockUsed(tx: Tx, orderIds: readonly OrderId[]): Promise<number> {
  const { rows } = await sql`
    select id from promotions.promotions
    where id in (select promotion_id from promotions.redemptions where order_id = any(${orderIds}::uuid[]) and state = 'used')
    order by id for update`.execute(tx);
  return rows.length;
}

/** Returns the uses of orders, each once, whatever number of keys it counted under. */
export async function returnUses(tx: Tx, orderIds: readonly OrderId[]): Promise<void> {
  await sql`
    with returned as (
      update promotions.redemptions set state = 'returned'
      where order_id = any(${orderIds}::uuid[]) and state = 'used' returning promotion_id, order_id
    )
    update promotions.promotions as promotion set used = promotion.used - counted.n
    from (select promotion_id, count(distinct order_id)::int as n from returned group by promotion_id) as counted
    where promotion.id = counted.promotion_id`.execute(tx);
}
