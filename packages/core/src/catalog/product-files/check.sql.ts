import type { Tx } from "@cartwright/db/transaction";
import { type RawBuilder, sql } from "kysely";
import { pagesOf } from "./cursor.sql.ts";

/** What is wrong with the staged rows as a whole. Each finding names a line; `other` is what it refers to. */
export interface StagedFinding {
  readonly line: number;
  readonly value: string | null;
  readonly other: string;
}

/** Lines that a finding lists. */
const LINES_MAX = 10;

const FINDINGS = {
  /** An update names a product that the shop lacks. */
  unknownProduct: sql`select line, handle as value, '' as other from staged_products where not existing order by line`,
  /** A row has no SKU, although nothing else names its variant. */
  noSku: sql`select line, null as value, '' as other from staged_variants where not existing and sku is null order by line`,
  unknownSku: sql`
    select s.line, s.sku as value, (
      select coalesce(string_agg(p.slug, ', ' order by p.slug), '') from (
        select distinct p.slug from catalog.variants v join catalog.products p on p.id = v.product_id where v.sku = s.sku limit 5) p
    ) as other
    from staged_variants s where not s.existing and s.sku is not null order by s.line`,
  /** A row names no variant of its product, or more than one. */
  unknownVariant: sql`
    select s.line, nullif(concat_ws(' / ', s.sku, nullif(array_to_string(s.options, ' / '), '')), '') as value,
      (select count(*) from catalog.variants v where v.product_id = s.product_id and v.status = 'active')::text as other
    from staged_variants s join staged_products p on p.id = s.product_id
    where p.existing and not s.existing order by s.line`,
  /** A new product has a second variant, and no option values tell them apart. */
  secondVariant: sql`
    select line, sku as value, first::text as other from (
      select s.line, s.sku, first_value(s.line) over (partition by s.product_id order by s.line) as first
      from staged_variants s join staged_products p on p.id = s.product_id where not p.existing) v
    where line <> first order by line`,
  noPrice: sql`
    select line, null as value, '' as other from staged_variants where price_minor is null and not existing order by line`,
  skuShared: sql`
    select line, sku as value, lines || case when n > ${sql.lit(LINES_MAX)} then ' …' else '' end as other from (
      select min(line) as line, sku, count(*) as n,
        array_to_string((array_agg(line::text order by line))[1:${sql.lit(LINES_MAX)}], ', ') as lines
      from staged_variants where sku is not null group by sku having count(*) > 1) v
    order by line`,
  skuTaken: sql`
    select s.line, s.sku as value, min(p.slug) as other
    from staged_variants s join catalog.variants v on v.sku = s.sku and v.status = 'active'
    join catalog.products p on p.id = v.product_id
    where not exists (select from staged_variants o where o.id = v.id) and v.product_id <> s.product_id
    group by s.line, s.sku order by s.line`,
  unknownPicture: sql`
    select s.line, s.ref as value, '' as other from staged_images s
    where s.key is not null and not s.existing
      and not exists (select from catalog.images i where i.key = s.key)
      and not exists (select from stored_pictures p where p.key = s.key) order by s.line`,
} as const satisfies Record<string, RawBuilder<unknown>>;
export type FindingKind = keyof typeof FINDINGS;

/** The findings of one kind by line, in pages. */
export const findStaged = (tx: Tx, kind: FindingKind): AsyncGenerator<StagedFinding[]> =>
  pagesOf<StagedFinding>(tx, FINDINGS[kind]);

/** Takes products with a finding out of the file, with all their parts. Returns how many. */
export async function dropProducts(tx: Tx, kind: FindingKind): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with found as (${FINDINGS[kind]}), lines as (
      select line from found union select v.draft from found f join staged_variants v on v.line = f.line
    ), dropped as (
      delete from staged_products p using lines l where p.line = l.line returning p.line
    ) select count(*)::int as n from dropped`.execute(tx);
  await dropOrphans(tx);
  return rows[0]?.n ?? 0;
}

/** Takes single rows with a finding out of the file. Returns how many. */
export async function dropVariants(tx: Tx, kind: FindingKind): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with found as (${FINDINGS[kind]}), dropped as (
      delete from staged_variants v using found f where v.line = f.line returning v.line
    ) select count(*)::int as n from dropped`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function dropPictures(tx: Tx): Promise<void> {
  await sql`
    with found as (${FINDINGS.unknownPicture})
    delete from staged_images i using found f where i.line = f.line and i.ref = f.value and not i.existing`.execute(tx);
  await sql`
    update staged_variants v set image_id = null
    where image_id is not null and not exists (select from staged_images i where i.id = v.image_id)
      and not exists (select from catalog.images i where i.id = v.image_id)`.execute(tx);
}

async function dropOrphans(tx: Tx): Promise<void> {
  await sql`
    delete from staged_variants v where not exists (select from staged_products p where p.id = v.product_id)`.execute(
    tx,
  );
  await sql`
    delete from staged_images i where not exists (select from staged_products p where p.id = i.product_id)`.execute(tx);
}

/** Products of a SKU file that no row is left for. */
export async function dropUnnamedProducts(tx: Tx): Promise<void> {
  await sql`delete from staged_products where not existing`.execute(tx);
  await dropOrphans(tx);
}

/**
 * Marks the variants whose SKU is in use already, by the file or by the shop. Only one with a SKU is unmarked, which keeps an
 * accidental second one out: the one that was, else the first of the file.
 */
export async function markSharedSkus(tx: Tx): Promise<void> {
  await sql`
    update staged_variants s set sku_shared = true
    from (
      select s.line, row_number() over (partition by s.sku order by v.id is null, s.line) as place
      from staged_variants s left join catalog.variants v on v.id = s.id and v.sku = s.sku and not v.sku_shared
      where s.sku is not null
    ) o
    where o.line = s.line and (o.place > 1 or exists (
      select from catalog.variants v where v.sku = s.sku and v.id <> s.id and not v.sku_shared
        and not exists (select from staged_variants t where t.id = v.id)))`.execute(tx);
}
