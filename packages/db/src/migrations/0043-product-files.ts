import { type Kysely, sql } from "kysely";

/**
 * What product files carry. `import_handle` is the handle that a file knows a product by, where the slug is another one.
 * `attributes` holds the columns that the shop has no field for. A SKU may be shared: files have such SKUs, and the variants
 * marked as `sku_shared` are those beside the first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table catalog.products
      add column import_handle text check (length(import_handle) between 1 and 255),
      add column attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object')`.execute(db);
  await sql`create unique index products_by_handle on catalog.products (coalesce(import_handle, slug))`.execute(db);
  await sql`
    alter table catalog.variants
      add column sku_shared boolean not null default false,
      add column attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
      drop constraint variants_sku_check,
      add constraint variants_sku_check check (length(sku) between 1 and 255)`.execute(db);
  // The check runs at the end of a statement, so that an import can swap SKUs.
  await sql`drop index catalog.variants_sku`.execute(db);
  await sql`
    alter table catalog.variants add constraint variants_sku exclude using btree (sku with =)
      where (sku is not null and not sku_shared) deferrable initially immediate`.execute(db);
  await sql`create index variants_by_sku on catalog.variants (sku) where sku is not null`.execute(db);
}
