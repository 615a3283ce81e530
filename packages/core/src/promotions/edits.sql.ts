import type { AdminCreatePromotion, PromotionId } from "@cartwright/contracts/promotions";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** What a promotion is, as staff enter it, with null for what it does not have. */
export type PromotionValues = {
  readonly [Name in keyof AdminCreatePromotion]-?: Exclude<AdminCreatePromotion[Name], undefined>;
};

export interface StoredPromotion {
  readonly version: number;
  readonly active: boolean;
  readonly used: number;
  readonly values: PromotionValues;
}

const columnsOf = (values: PromotionValues) => ({
  title: values.title,
  code: values.code,
  kind: values.kind,
  percent_bp: values.percentBp,
  amount_minor: values.amountMinor,
  buy_quantity: values.buyQuantity,
  get_quantity: values.getQuantity,
  currency: values.amountMinor === null && values.minimumMinor === 0 ? null : SHOP_CURRENCY,
  product_ids: [...values.productIds],
  category_ids: [...values.categoryIds],
  collection_ids: [...values.collectionIds],
  minimum_minor: values.minimumMinor,
  minimum_quantity: values.minimumQuantity,
  starts_at: values.startsAt,
  ends_at: values.endsAt,
  usage_limit: values.usageLimit,
  per_customer_limit: values.perCustomerLimit,
  combinable: values.combinable,
});

/** Serialises the creation of promotions without a code until the commit, and counts those that are not archived. */
export async function lockAutomatic(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('cartwright.promotions.automatic'))`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from promotions.promotions where method = 'automatic' and active`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Whether a single-use code reads like this. */
export async function isSingleUseCode(tx: Tx, code: string): Promise<boolean> {
  const { rows } = await sql`select from promotions.codes where code = ${code}`.execute(tx);
  return rows.length > 0;
}

export async function insertPromotion(tx: Tx, id: PromotionId, values: PromotionValues): Promise<void> {
  await tx
    .insertInto("promotions.promotions")
    .values({ id, method: values.method, ...columnsOf(values) })
    .execute();
}

/** A promotion as it is, locked until the commit. */
export async function lockPromotion(tx: Tx, id: PromotionId): Promise<StoredPromotion | null> {
  const row = await tx
    .selectFrom("promotions.promotions")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  // A statement of its own, so that it sees the uses that committed while the lock was waited for.
  const tally = await tx
    .selectFrom("promotions.tallies")
    .select(({ fn }) => fn.sum<number | null>("used").as("used"))
    .where("promotion_id", "=", id)
    .executeTakeFirst();
  // The checks of the table keep its texts to these words.
  const { kind, method } = row as { kind: PromotionValues["kind"]; method: PromotionValues["method"] };
  return {
    version: row.version,
    active: row.active,
    used: row.used + (tally?.used ?? 0),
    values: {
      method,
      kind,
      title: row.title,
      code: row.code,
      percentBp: row.percent_bp,
      amountMinor: row.amount_minor,
      buyQuantity: row.buy_quantity,
      getQuantity: row.get_quantity,
      productIds: row.product_ids as PromotionValues["productIds"], // written from branded ids
      categoryIds: row.category_ids as PromotionValues["categoryIds"],
      collectionIds: row.collection_ids as PromotionValues["collectionIds"],
      minimumMinor: row.minimum_minor,
      minimumQuantity: row.minimum_quantity,
      startsAt: row.starts_at?.toISOString() ?? null,
      endsAt: row.ends_at?.toISOString() ?? null,
      usageLimit: row.usage_limit,
      perCustomerLimit: row.per_customer_limit,
      combinable: row.combinable,
    },
  };
}

/** Counts the uses of a promotion that was locked on its row, which is how a total limit is kept. */
async function gatherTallies(tx: Tx, id: PromotionId): Promise<void> {
  await sql`
    with tally as (delete from promotions.tallies where promotion_id = ${id} returning used, discount_minor, sales_minor)
    update promotions.promotions as promotion
    set used = promotion.used + gathered.used, discount_minor = promotion.discount_minor + gathered.discount_minor,
      sales_minor = promotion.sales_minor + gathered.sales_minor
    from (
      select coalesce(sum(used), 0)::int as used, coalesce(sum(discount_minor), 0)::bigint as discount_minor,
        coalesce(sum(sales_minor), 0)::bigint as sales_minor
      from tally
    ) as gathered
    where promotion.id = ${id}`.execute(tx);
}

/** Writes a promotion that was locked. */
export async function updatePromotion(tx: Tx, id: PromotionId, values: PromotionValues): Promise<void> {
  if (values.usageLimit !== null) await gatherTallies(tx, id);
  await tx
    .updateTable("promotions.promotions")
    .set({ ...columnsOf(values), version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

/** Archives a promotion that was locked. */
export async function updateArchived(tx: Tx, id: PromotionId): Promise<void> {
  await tx
    .updateTable("promotions.promotions")
    .set({ active: false, version: sql`version + 1`, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}
