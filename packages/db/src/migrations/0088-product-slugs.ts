import { type Kysely, sql } from "kysely";

/**
 * The slugs that products had before, so that their old addresses lead to the new ones. A slug belongs to one product for good, whoever
 * writes it: it cannot be given to another, and a product may take its own back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table catalog.old_slugs (
      slug text primary key check (slug ~ '^[a-z0-9][a-z0-9-]*$' and length(slug) <= 200),
      product_id uuid not null references catalog.products (id) on delete cascade,
      since timestamptz not null default now()
    )`.execute(db);
  await sql`create index old_slugs_of_product on catalog.old_slugs (product_id, since desc)`.execute(db);

  // After the row is written, so that of two transactions the second has waited for the unique slug of the first and sees what it did.
  await sql`
    create function catalog.keep_slugs() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        delete from catalog.old_slugs where slug = new.slug and product_id = new.id;
        insert into catalog.old_slugs (slug, product_id) values (old.slug, new.id);
      end if;
      if exists (select from catalog.old_slugs where slug = new.slug) then
        raise exception 'the slug was once used by another product'
          using errcode = 'unique_violation', constraint = 'products_slug_once';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger products_slug_added after insert on catalog.products for each row execute function catalog.keep_slugs()`.execute(
    db,
  );
  await sql`
    create trigger products_slug_changed after update of slug on catalog.products for each row
    when (old.slug <> new.slug) execute function catalog.keep_slugs()`.execute(db);
}
