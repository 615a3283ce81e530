import { type Kysely, sql } from "kysely";

/**
 * Categories as staff edit them: a version, the size of their picture, no cycle, and the slugs that they had before. The slugs follow
 * the rules of those of products (0088): a slug belongs to one category for as long as the category exists.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table catalog.categories
      add column version integer not null default 1,
      add column image_width integer check (image_width > 0),
      add column image_height integer check (image_height > 0),
      add column image_tint text check (image_tint ~ '^#[0-9a-f]{6}$')`.execute(db);
  await sql`
    create table catalog.old_category_slugs (
      slug text primary key check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
      category_id uuid not null references catalog.categories (id) on delete cascade,
      since timestamptz not null default now()
    )`.execute(db);
  await sql`create index old_category_slugs_of_category on catalog.old_category_slugs (category_id, since desc)`.execute(
    db,
  );

  // After the row is written, so that of two transactions the second has waited for the unique slug of the first and sees what it did.
  await sql`
    create function catalog.keep_category_slugs() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        delete from catalog.old_category_slugs where slug = new.slug and category_id = new.id;
        insert into catalog.old_category_slugs (slug, category_id) values (old.slug, new.id);
      end if;
      if exists (select from catalog.old_category_slugs where slug = new.slug) then
        raise exception 'the slug was once used by another category'
          using errcode = 'unique_violation', constraint = 'categories_slug_once';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger categories_slug_added after insert on catalog.categories
    for each row execute function catalog.keep_category_slugs()`.execute(db);
  await sql`
    create trigger categories_slug_changed after update of slug on catalog.categories for each row
    when (old.slug <> new.slug) execute function catalog.keep_category_slugs()`.execute(db);

  // Two moves that each are fine can make a cycle together, and a list would climb it for ever: one at a time, whoever writes.
  await sql`
    create function catalog.refuse_category_cycle() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtext('cartwright.catalog.categories'));
      if exists (
        with recursive above as (
          select new.parent_id as id
          union
          select c.parent_id from above join catalog.categories c on c.id = above.id where c.parent_id is not null
        ) select from above where id = new.id
      ) then
        raise exception 'a category cannot be below itself'
          using errcode = 'check_violation', constraint = 'categories_no_cycle';
      end if;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger categories_moved after update of parent_id on catalog.categories for each row
    when (new.parent_id is not null and new.parent_id is distinct from old.parent_id)
    execute function catalog.refuse_category_cycle()`.execute(db);
}
