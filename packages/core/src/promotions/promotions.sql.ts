import type { PromotionKind, PromotionMethod } from "@cartwright/contracts/promotions";
import { AUTOMATIC_MAX } from "@cartwright/contracts/promotions";
import { type RawBuilder, sql } from "kysely";

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
  /** Empty, all three of them, for all goods. */
  readonly productIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly collectionIds: readonly string[];
  readonly minimumMinor: number;
  readonly minimumQuantity: number;
  readonly combinable: boolean;
  readonly active: boolean;
  /** Whether it has a total limit, and one for each customer. */
  readonly limited: boolean;
  readonly limitedByCustomer: boolean;
  readonly started: boolean;
  readonly ended: boolean;
  readonly usedUp: boolean;
  readonly usedUpByCustomer: boolean;
}

/**
 * As a JSON array: the promotion of a code, if one is given, and those that apply without a code now. A code that everyone can
 * use comes before a single-use code that happens to be the same.
 */
export function promotionsAsJson(
  code: string | null,
  customerKeys: readonly string[],
): RawBuilder<readonly PromotionRow[]> {
  return sql`(
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
    ), found as (
      select promotion.id, promotion.method, found.code, title, kind, percent_bp as "percentBp", amount_minor as "amountMinor",
        buy_quantity as "buyQuantity", get_quantity as "getQuantity", currency, product_ids as "productIds",
        category_ids as "categoryIds", collection_ids as "collectionIds", minimum_minor as "minimumMinor", minimum_quantity as "minimumQuantity", combinable, active,
        usage_limit is not null as limited, per_customer_limit is not null as "limitedByCustomer",
        starts_at is null or starts_at <= now() as started,
        ends_at is not null and ends_at <= now() as ended,
        found.spent or usage_limit is not null and used >= usage_limit as "usedUp",
        per_customer_limit is not null and exists (
          select from unnest(${customerKeys}::text[]) as customer (key)
          where per_customer_limit <= (
            select count(*) from promotions.redemptions as use
            where use.promotion_id = promotion.id and use.customer_key = customer.key and use.state = 'used')
        ) as "usedUpByCustomer"
      from (select * from entered union all select * from automatic) as found
      join promotions.promotions as promotion on promotion.id = found.id
    )
    select coalesce(json_agg(row_to_json(found)), '[]') from found)`;
}
