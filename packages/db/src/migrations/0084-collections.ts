import { type Kysely, sql } from "kysely";

/**
 * Collections: products that the shop shows together. Members are written down for both kinds, so that a page of a collection is read
 * from an index in its order, however many products match its rules. `created_at` and `price_min_minor` of a member are the product's,
 * kept by the same transactions as the product's own list columns. A collection by rules is compared with the whole catalogue when it
 * is saved, and again at `check_at`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // lower() of one text is immutable; of an array there is none.
  await sql`
    create function catalog.lower_all(words text[]) returns text[] language sql immutable parallel safe
    return array(select lower(word) from unnest(words) as word)`.execute(db);
  await sql`
    create table catalog.collections (
      id uuid primary key,
      slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]*$' and length(slug) <= 200),
      title text not null check (length(title) between 1 and 120),
      description text not null default '' check (length(description) <= 2000),
      kind text not null check (kind in ('manual', 'rule')),
      rules jsonb,
      in_navigation boolean not null default false,
      image_key text check (image_key ~ '^[a-z0-9][a-z0-9/_-]*$'),
      image_width integer check (image_width > 0),
      image_height integer check (image_height > 0),
      image_tint text check (image_tint ~ '^#[0-9a-f]{6}$'),
      version integer not null default 1,
      check_at timestamptz not null default now() + interval '1 minute',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint collections_slug unique (slug),
      constraint collections_rules check ((kind = 'rule') = (rules is not null)),
      constraint collections_image check ((image_key is null) = (image_width is null) and (image_key is null) = (image_height is null))
    )`.execute(db);
  await sql`create index collections_latest on catalog.collections (updated_at desc, id desc)`.execute(db);
  await sql`create index collections_to_check on catalog.collections (check_at) where kind = 'rule'`.execute(db);
  await sql`
    create table catalog.collection_products (
      collection_id uuid not null references catalog.collections (id) on delete cascade,
      product_id uuid not null references catalog.products (id) on delete cascade,
      position integer check (position >= 1),
      created_at timestamptz not null,
      price_min_minor bigint not null,
      primary key (collection_id, product_id)
    )`.execute(db);
  await sql`create index collection_products_newest on catalog.collection_products (collection_id, created_at desc, product_id desc)`.execute(
    db,
  );
  await sql`create index collection_products_cheapest on catalog.collection_products (collection_id, price_min_minor, product_id)`.execute(
    db,
  );
  await sql`create index collection_products_by_hand on catalog.collection_products (collection_id, position, product_id)`.execute(
    db,
  );
  await sql`create index collection_products_of_product on catalog.collection_products (product_id)`.execute(db);
  await sql`create index products_tagged on catalog.products using gin (catalog.lower_all(tags)) where status = 'active'`.execute(
    db,
  );
  await sql`create index products_of_vendor on catalog.products (lower(vendor)) where status = 'active'`.execute(db);
}
