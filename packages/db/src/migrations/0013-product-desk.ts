import { type Kysely, sql } from "kysely";

/** Indexes for products in the back office, and the pictures whose files no product shows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index products_latest on catalog.products (updated_at desc, id desc)`.execute(db);
  await sql`create index products_by_title on catalog.products using gin (title gin_trgm_ops)`.execute(db);
  await sql`create index variants_by_sku_prefix on catalog.variants (upper(sku) text_pattern_ops) where sku is not null`.execute(
    db,
  );

  // A key is inserted before its files are written and deleted when a product takes the picture. It is inserted again when
  // the product drops it, whoever deletes the row. So no crash leaves unknown files.
  await sql`
    create table catalog.loose_pictures (
      key text primary key check (key ~ '^uploads/[a-z0-9/-]+$'),
      since timestamptz not null default now()
    )`.execute(db);
  await sql`create index loose_pictures_oldest on catalog.loose_pictures (since)`.execute(db);
  await sql`
    create function catalog.note_loose_pictures() returns trigger language plpgsql as $$
    begin
      insert into catalog.loose_pictures (key)
      select distinct key from dropped where key like 'uploads/%' on conflict (key) do update set since = now();
      return null;
    end $$`.execute(db);
  await sql`
    create trigger images_dropped after delete on catalog.images referencing old table as dropped
    for each statement execute function catalog.note_loose_pictures()`.execute(db);
}
