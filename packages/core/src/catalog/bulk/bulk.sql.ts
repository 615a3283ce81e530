import type { AdminBulkChange } from "@cartwright/contracts/product-bulk";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** A variant as it is before a change. Its product is locked. */
export interface BulkVariant {
  readonly id: VariantId;
  readonly productId: ProductId;
  readonly title: string;
  readonly currency: Currency;
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly weightGrams: number;
}

export async function selectBulkVariants(tx: Tx, ids: readonly VariantId[]): Promise<Map<VariantId, BulkVariant>> {
  const { rows } = await sql<BulkVariant>`
    select id, product_id as "productId", title, currency, price_minor as "priceMinor", compare_at_minor as "compareAtMinor",
      sku, barcode, weight_grams as "weightGrams"
    from catalog.variants where id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which of some SKUs other variants have, with the titles of their products. */
export async function selectSkuHolders(
  tx: Tx,
  skus: readonly string[],
  except: readonly VariantId[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ sku: string; title: string }>`
    select distinct on (v.sku) v.sku, p.title from catalog.variants v join catalog.products p on p.id = v.product_id
    where v.sku = any(${skus}::text[]) and not v.sku_shared and v.id <> all(${except}::uuid[])
    order by v.sku, p.id`.execute(tx);
  return new Map(rows.map(({ sku, title }) => [sku, title]));
}

/** Sets what is given of variants, in one statement: its end checks SKUs, so that two variants can swap theirs. */
export async function updateBulkVariants(tx: Tx, rows: readonly AdminBulkChange[]): Promise<void> {
  const wanted = rows.map((row) => ({
    id: row.variantId,
    price: row.priceMinor ?? null,
    sets_compare_at: row.compareAtMinor !== undefined,
    compare_at: row.compareAtMinor ?? null,
    sets_sku: row.sku !== undefined,
    sku: row.sku ?? null,
    sets_barcode: row.barcode !== undefined,
    barcode: row.barcode ?? null,
    grams: row.weightGrams ?? null,
  }));
  await sql`
    update catalog.variants v set price_minor = coalesce(w.price, v.price_minor),
      compare_at_minor = case when w.sets_compare_at then w.compare_at else v.compare_at_minor end,
      sku = case when w.sets_sku then w.sku else v.sku end,
      sku_shared = v.sku_shared and (not w.sets_sku or w.sku is not distinct from v.sku),
      barcode = case when w.sets_barcode then w.barcode else v.barcode end,
      weight_grams = coalesce(w.grams, v.weight_grams)
    from json_to_recordset(${JSON.stringify(wanted)}) as w (
      id uuid, price bigint, sets_compare_at boolean, compare_at bigint, sets_sku boolean, sku text,
      sets_barcode boolean, barcode text, grams integer)
    where v.id = w.id`.execute(tx);
}

/** Gives locked products their next version. */
export async function bumpProducts(tx: Tx, ids: readonly ProductId[]): Promise<void> {
  await sql`
    update catalog.products set version = version + 1, updated_at = now() where id = any(${ids}::uuid[])`.execute(tx);
}
