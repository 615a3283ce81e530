import { type Kysely, sql } from "kysely";

/** The catalogue: categories (a tree), products, options, variants, images. Full text and trigrams for search. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create schema catalog`.execute(db);
  // array_to_string is only stable, because the text of some types depends on settings. For text it cannot change.
  await sql`
    create function catalog.words_of(words text[]) returns text language sql immutable parallel safe
    return array_to_string(words, ' ')`.execute(db);
  await sql`
    create table catalog.categories (
      id uuid primary key,
      parent_id uuid references catalog.categories (id),
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
      title text not null check (length(title) between 1 and 120),
      description text not null default '',
      image_key text,
      position integer not null default 0,
      check (parent_id <> id)
    )`.execute(db);
  await sql`create index categories_by_parent on catalog.categories (parent_id, position)`.execute(db);

  // price_min, price_max, compare_at, option_values and in_stock are the read model of lists: the catalogue writes them in
  // the transaction of the variants; in_stock follows inventory events. An option value is the option's name, the unit
  // separator (U+001F) and the value, so that one index serves every filter by option.
  await sql`
    create table catalog.products (
      id uuid primary key,
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$' and length(slug) <= 200),
      title text not null check (length(title) between 1 and 300),
      description text not null default '' check (length(description) <= 50000),
      vendor text not null default '',
      product_type text not null default '',
      tags text[] not null default '{}',
      status text not null default 'active' check (status in ('draft', 'active', 'archived')),
      category_id uuid references catalog.categories (id),
      seo_title text,
      seo_description text,
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      price_min_minor bigint not null default 0 check (price_min_minor >= 0),
      price_max_minor bigint not null default 0 check (price_max_minor >= price_min_minor),
      compare_at_minor bigint check (compare_at_minor >= 0),
      in_stock boolean not null default false,
      option_values text[] not null default '{}',
      featured integer,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      search tsvector not null generated always as (
        setweight(to_tsvector('english'::regconfig, title), 'A') ||
        setweight(to_tsvector('english'::regconfig, vendor || ' ' || product_type || ' ' || catalog.words_of(tags)), 'B') ||
        setweight(to_tsvector('english'::regconfig, description), 'D')
      ) stored
    )`.execute(db);
  await sql`create index products_search on catalog.products using gin (search) where status = 'active'`.execute(db);
  await sql`create index products_option_values on catalog.products using gin (option_values) where status = 'active'`.execute(
    db,
  );
  await sql`create index products_newest on catalog.products (created_at desc, id desc) where status = 'active'`.execute(
    db,
  );
  await sql`create index products_cheapest on catalog.products (price_min_minor, id) where status = 'active'`.execute(
    db,
  );
  await sql`create index products_newest_in_category on catalog.products (category_id, created_at desc, id desc) where status = 'active'`.execute(
    db,
  );
  await sql`create index products_cheapest_in_category on catalog.products (category_id, price_min_minor, id) where status = 'active'`.execute(
    db,
  );
  await sql`create index products_of_category on catalog.products (category_id)`.execute(db);
  await sql`create index products_featured on catalog.products (featured) where featured is not null and status = 'active'`.execute(
    db,
  );

  // Every word that names a product, so that a misspelt one can be looked up among a few thousand words instead of in every
  // title.
  await sql`create table catalog.words (word text primary key check (length(word) between 3 and 40))`.execute(db);
  await sql`create index words_trigrams on catalog.words using gin (word gin_trgm_ops)`.execute(db);
  await sql`
    create function catalog.nearest_words(given text, at_most integer) returns table (word text)
    language sql stable parallel safe set pg_trgm.similarity_threshold = 0.18 as $$
      select w.word from catalog.words w where w.word % given order by similarity(w.word, given) desc, w.word limit at_most
    $$`.execute(db);

  await sql`
    create table catalog.product_options (
      product_id uuid not null references catalog.products (id) on delete cascade,
      position smallint not null check (position between 1 and 3),
      name text not null check (length(name) between 1 and 60),
      primary key (product_id, position),
      unique (product_id, name)
    )`.execute(db);

  // A remote picture (from an import) has no key: it is never fetched, and shows a placeholder.
  await sql`
    create table catalog.images (
      id uuid primary key,
      product_id uuid not null references catalog.products (id) on delete cascade,
      key text check (key ~ '^[a-z0-9][a-z0-9/_-]*$'),
      source_url text,
      alt text not null default '',
      width integer check (width > 0),
      height integer check (height > 0),
      tint text check (tint ~ '^#[0-9a-f]{6}$'),
      position smallint not null check (position >= 1),
      unique (product_id, position) deferrable initially immediate,
      check (key is not null or source_url is not null),
      check (key is null or (width is not null and height is not null))
    )`.execute(db);
  await sql`create index images_by_key on catalog.images (key) where key is not null`.execute(db);

  // options[n] is the value of product_options.position n. Only one variant for sale may have the same values; the check
  // runs at the end of a statement, so that an import can swap them.
  await sql`
    create table catalog.variants (
      id uuid primary key,
      product_id uuid not null references catalog.products (id) on delete cascade,
      sku text check (length(sku) between 1 and 100),
      barcode text,
      title text not null default '',
      options text[] not null default '{}' check (cardinality(options) <= 3),
      price_minor bigint not null check (price_minor between 0 and 100000000000),
      compare_at_minor bigint check (compare_at_minor between 0 and 100000000000),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      weight_grams integer not null default 0 check (weight_grams >= 0),
      requires_shipping boolean not null default true,
      taxable boolean not null default true,
      position integer not null default 1,
      image_id uuid references catalog.images (id) on delete set null,
      status text not null default 'active' check (status in ('active', 'discontinued')),
      constraint variants_options_once exclude using btree (product_id with =, options with =)
        where (status = 'active') deferrable initially immediate
    )`.execute(db);
  await sql`create unique index variants_sku on catalog.variants (sku) where sku is not null`.execute(db);
  await sql`create index variants_by_product on catalog.variants (product_id, position)`.execute(db);
  await sql`create index variants_options on catalog.variants using gin (options)`.execute(db);
  await sql`create index variants_by_image on catalog.variants (image_id) where image_id is not null`.execute(db);
}
