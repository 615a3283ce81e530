import { type Kysely, sql } from "kysely";

const names = new Intl.DisplayNames("en", { type: "region" });
const NAMED_MAX = 3;

/** A name for a zone that had none: its first countries, and how many more there are. */
function nameOf(countries: readonly string[]): string {
  const shown = countries.slice(0, NAMED_MAX).map((country) => names.of(country) ?? country);
  const more = countries.length - shown.length;
  return more === 0 ? shown.join(", ") : `${shown.join(", ")} and ${more} more`;
}

/**
 * Shipping by zone. A zone is a named set of countries and regions, each in one zone only, or everything that no other zone names
 * (`rest`). A method is offered in its zones; its bands are by weight or by the value of the goods, and the last may have no end. A
 * deleted method is archived, because orders and carts name it. Countries that the same methods named become a zone.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.shipping_zones (
      id uuid primary key default gen_random_uuid(),
      name text not null check (length(name) between 1 and 200),
      rest boolean not null default false,
      version integer not null default 1
    )`.execute(db);
  await sql`create unique index shipping_zones_rest on orders.shipping_zones (rest) where rest`.execute(db);
  await sql`
    create table orders.shipping_places (
      country text not null check (country ~ '^[A-Z]{2}$'),
      region text not null default '' check (length(region) <= 60),
      zone_id uuid not null references orders.shipping_zones (id) on delete cascade,
      primary key (country, region)
    )`.execute(db);
  await sql`create index shipping_places_of_zone on orders.shipping_places (zone_id)`.execute(db);
  await sql`
    create table orders.shipping_method_zones (
      method_id text not null references orders.shipping_methods (id) on delete cascade,
      zone_id uuid not null references orders.shipping_zones (id),
      primary key (method_id, zone_id)
    )`.execute(db);
  await sql`create index shipping_method_zones_of_zone on orders.shipping_method_zones (zone_id)`.execute(db);
  await sql`
    alter table orders.shipping_methods
      add column version integer not null default 1,
      add column price_by text not null default 'weight' check (price_by in ('flat', 'weight', 'value')),
      add column days_min smallint check (days_min >= 0),
      add column days_max smallint check (days_max <= 90),
      add column archived_at timestamptz,
      add constraint shipping_methods_days check ((days_min is null) = (days_max is null) and days_min <= days_max)`.execute(
    db,
  );
  await sql`alter table orders.shipping_bands drop constraint shipping_bands_pkey`.execute(db);
  await sql`alter table orders.shipping_bands rename column up_to_grams to up_to`.execute(db);
  await sql`
    alter table orders.shipping_bands
      alter column up_to type bigint,
      alter column up_to drop not null,
      add constraint shipping_bands_key unique nulls not distinct (method_id, currency, up_to)`.execute(db);
  await moveCountries(db);
  await sql`alter table orders.shipping_methods drop column countries`.execute(db);
}

async function moveCountries(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ methods: string[]; countries: string[] }>`
    select methods, array_agg(country order by country) as countries from (
      select country, array_agg(id order by position, id) as methods
      from orders.shipping_methods, unnest(countries) as country group by country
    ) as named group by methods
    union all
    select array_agg(id order by position, id), '{}' from orders.shipping_methods where countries = '{}' having count(*) > 0`.execute(
    db,
  );
  for (const { methods, countries } of rows) {
    const rest = countries.length === 0;
    await sql`
      with zone as (
        insert into orders.shipping_zones (name, rest) values (${rest ? "Rest of the world" : nameOf(countries)}, ${rest}) returning id
      ), placed as (
        insert into orders.shipping_places (country, zone_id)
        select country, zone.id from zone, unnest(${countries}::text[]) as country
      )
      insert into orders.shipping_method_zones (method_id, zone_id)
      select method, zone.id from zone, unnest(${methods}::text[]) as method`.execute(db);
  }
}
