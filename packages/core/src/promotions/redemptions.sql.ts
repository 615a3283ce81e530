import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { type RawBuilder, sql } from "kysely";

/** Uses of a promotion without a total limit are counted in this many rows. The table's check constraint allows no more. */
const TALLIES = 32;
/** No limit per customer is higher. */
const LIMIT_MAX = 1_000_000;

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

const IN_FORCE = sql`active and (starts_at is null or starts_at <= now()) and (ends_at is null or ends_at > now())`;

/**
 * Counts one more use of a promotion with a total limit, if it can still be used now. Its row stays locked until the caller's
 * commit, so its uses are serialised. Returns the limit per customer; undefined when it cannot be used, or has no total limit.
 */
export async function countUse(
  tx: Tx,
  use: Pick<Use, "promotionId" | "discountMinor" | "salesMinor">,
): Promise<{ readonly perCustomerLimit: number | null } | undefined> {
  const { rows } = await sql<{ perCustomerLimit: number | null }>`
    update promotions.promotions
    set used = used + 1, discount_minor = discount_minor + ${use.discountMinor}, sales_minor = sales_minor + ${use.salesMinor}
    where id = ${use.promotionId} and ${IN_FORCE} and used < usage_limit
    returning per_customer_limit as "perCustomerLimit"`.execute(tx);
  return rows[0];
}

/**
 * Locks the uses of some customers of a promotion without a total limit, until the caller's commit; those of others go on. Keys
 * in ascending order, so that two orders do not deadlock. The shared lock on the row keeps staff from changing it meanwhile.
 * Returns the limit per customer; undefined when the promotion cannot be used now, or has a total limit.
 */
export async function lockCustomers(
  tx: Tx,
  { promotionId, customerKeys }: Pick<Use, "promotionId" | "customerKeys">,
): Promise<{ readonly perCustomerLimit: number | null } | undefined> {
  const { rows } = await sql<{ perCustomerLimit: number | null }>`
    with promotion as materialized (
      select id, per_customer_limit from promotions.promotions
      where id = ${promotionId} and ${IN_FORCE} and usage_limit is null for key share
    ), locked as materialized (
      select pg_advisory_xact_lock(hashtextextended(promotion.id || customer.key, 0))
      from promotion cross join unnest(${customerKeys}::text[]) as customer (key)
    )
    select per_customer_limit as "perCustomerLimit", (select count(*) from locked) as locked from promotion`.execute(
    tx,
  );
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

const INTO_REDEMPTIONS = sql`insert into promotions.redemptions (promotion_id, order_id, customer_key, customer_use,
  discount_minor, sales_minor, minimum_minor, minimum_quantity, lines)`;
const amountsOf = (
  use: Use,
) => sql`${use.discountMinor}::bigint, ${use.salesMinor}::bigint, ${use.minimumMinor}::bigint,
  ${use.minimumQuantity}::int, ${JSON.stringify(use.lines)}::jsonb`;

/** Adds a use to a tally of its promotion: one of several, picked at random, since it stays locked until the commit. */
const addToTally = (use: Use, condition: RawBuilder<unknown>) => sql`
  insert into promotions.tallies as tally (promotion_id, slot, used, discount_minor, sales_minor)
  select ${use.promotionId}::uuid, floor(random() * ${TALLIES})::smallint, 1, ${use.discountMinor}::bigint, ${use.salesMinor}::bigint
  where ${condition}
  on conflict (promotion_id, slot) do update set used = tally.used + 1,
    discount_minor = tally.discount_minor + excluded.discount_minor, sales_minor = tally.sales_minor + excluded.sales_minor`;

/**
 * Records a customer's use under each of their keys: a row with the lowest free number, up to the limit. A separate statement
 * after {@link countUse} or {@link lockCustomers}, so that it sees the uses that committed while that one waited. `isTallied`
 * for a promotion without a total limit, whose row does not count. False when the limit of any key is reached; the caller must
 * roll back.
 */
export async function insertUse(
  tx: Tx,
  use: Use,
  { perCustomerLimit, isTallied }: { readonly perCustomerLimit: number | null; readonly isTallied: boolean },
): Promise<boolean> {
  const { rows } = await sql<{ inserted: number }>`
    with used as (
      ${INTO_REDEMPTIONS}
      select ${use.promotionId}::uuid, ${use.orderId}::uuid, customer.key, free.n, ${amountsOf(use)}
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
      where ${perCustomerLimit}::int is null or already.uses < ${perCustomerLimit}::int
      returning 1
    ), tallied as (${addToTally(use, sql`${isTallied}::boolean`)})
    select count(*)::int as inserted from used`.execute(tx);
  return rows[0]?.inserted === use.customerKeys.length;
}

/**
 * Records a use of a promotion without any limit, in one statement. It waits for no other order: since nothing is counted,
 * its number is random, above any limit. False when the promotion has a limit, or cannot be used now.
 */
export async function insertUnlimitedUse(tx: Tx, use: Use): Promise<boolean> {
  const { rows } = await sql<{ inserted: number }>`
    with promotion as materialized (
      select id from promotions.promotions
      where id = ${use.promotionId} and ${IN_FORCE} and usage_limit is null and per_customer_limit is null for key share
    ), used as (
      ${INTO_REDEMPTIONS}
      select promotion.id, ${use.orderId}::uuid, customer.key, ${LIMIT_MAX} + ceil(random() * 2000000000)::int, ${amountsOf(use)}
      from promotion cross join unnest(${use.customerKeys}::text[]) as customer (key)
      returning 1
    ), tallied as (${addToTally(use, sql`exists (select from promotion)`)})
    select count(*)::int as inserted from used`.execute(tx);
  return rows[0]?.inserted === use.customerKeys.length;
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

/**
 * Locks the promotions that orders used: those without a total limit only against changes by staff (`shared`), and those whose
 * rows count their uses.
 */
export async function lockUsed(
  tx: Tx,
  orderIds: readonly OrderId[],
): Promise<{ readonly shared: readonly string[]; readonly counting: readonly string[] }> {
  const used = sql`select promotion_id from promotions.redemptions where order_id = any(${orderIds}::uuid[]) and state = 'used'`;
  const free = await sql<{ id: string }>`
    select id from promotions.promotions where id in (${used}) and usage_limit is null order by id for key share`.execute(
    tx,
  );
  const shared = free.rows.map(({ id }) => id);
  // By ascending id, so that two batches do not deadlock.
  const { rows } = await sql<{ id: string }>`
    select id from promotions.promotions where id in (${used}) and id <> all(${shared}::uuid[])
    order by id for update`.execute(tx);
  return { shared, counting: rows.map(({ id }) => id) };
}

/**
 * Returns the uses of orders, each once, whatever number of keys it counted under, with what they earned and their single-use
 * codes.
 */
export async function returnUses(tx: Tx, orderIds: readonly OrderId[], counting: readonly string[]): Promise<void> {
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
    ), counted as (
      select promotion_id, count(*)::int as n, sum(discount_minor)::bigint as discount_minor, sum(sales_minor)::bigint as sales_minor
      from (select distinct promotion_id, order_id, discount_minor, sales_minor from returned) as use group by promotion_id
    ), tallied as (
      insert into promotions.tallies as tally (promotion_id, slot, used, discount_minor, sales_minor)
      select promotion_id, floor(random() * ${TALLIES})::smallint, -n, -discount_minor, -sales_minor
      from counted where promotion_id <> all(${counting}::uuid[]) order by promotion_id
      on conflict (promotion_id, slot) do update set used = tally.used + excluded.used,
        discount_minor = tally.discount_minor + excluded.discount_minor, sales_minor = tally.sales_minor + excluded.sales_minor
    )
    update promotions.promotions as promotion
    set used = promotion.used - counted.n, discount_minor = promotion.discount_minor - counted.discount_minor,
      sales_minor = promotion.sales_minor - counted.sales_minor
    from counted
    where promotion.id = counted.promotion_id and promotion.id = any(${counting}::uuid[])`.execute(tx);
}

/**
 * Adds the uses under some keys to the others of them. Each gets a random number above any limit: limits are kept by counting rows, and what was
 * used by several may come to more than one could have used.
 */
export async function copyUses(tx: Tx, keys: readonly string[]): Promise<void> {
  await sql`
    insert into promotions.redemptions (promotion_id, order_id, customer_key, customer_use, state, at,
      discount_minor, sales_minor, minimum_minor, minimum_quantity, lines)
    select distinct on (use.promotion_id, use.order_id, other.key) use.promotion_id, use.order_id, other.key,
      ${LIMIT_MAX} + ceil(random() * 2000000000)::int, use.state, use.at,
      use.discount_minor, use.sales_minor, use.minimum_minor, use.minimum_quantity, use.lines
    from promotions.promotions as promotion
    cross join unnest(${[...keys]}::text[]) as own (key)
    join promotions.redemptions as use on use.promotion_id = promotion.id and use.customer_key = own.key and use.state = 'used'
    cross join unnest(${[...keys]}::text[]) as other (key)
    order by use.promotion_id, use.order_id, other.key
    on conflict (promotion_id, order_id, customer_key) do nothing`.execute(tx);
}
