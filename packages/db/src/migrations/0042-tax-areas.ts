import { type Kysely, sql } from "kysely";

const EU = "Directive 2006/112/EC, articles 6 and 7";
const CHECKED = "2026-11-29";

/** `[code, name, country, from, to, outside, source]` */
const AREAS: readonly (readonly [string, string, string, string, string, boolean, string])[] = [
  ["ES-CN", "Canary Islands", "ES", "35", "35", true, EU],
  ["ES-CN", "Canary Islands", "ES", "38", "38", true, EU],
  ["ES-CE", "Ceuta", "ES", "51", "51", true, EU],
  ["ES-ML", "Melilla", "ES", "52", "52", true, EU],
  ["DE-BUE", "Büsingen am Hochrhein", "DE", "78266", "78266", true, EU],
  ["DE-HEL", "Heligoland", "DE", "27498", "27498", true, EU],
  ["IT-LIV", "Livigno", "IT", "23041", "23041", true, EU],
  ["IT-CAM", "Campione d'Italia", "IT", "22061", "22061", true, "Directive (EU) 2019/475"],
  ["FI-01", "Åland", "FI", "22", "22", true, EU],
  ["GR-69", "Mount Athos", "GR", "63086", "63087", true, EU],
  ["FR-971", "Guadeloupe", "FR", "971", "971", true, EU],
  ["FR-972", "Martinique", "FR", "972", "972", true, EU],
  ["FR-973", "French Guiana", "FR", "973", "973", true, EU],
  ["FR-974", "Réunion", "FR", "974", "974", true, EU],
  ["FR-975", "Saint Pierre and Miquelon", "FR", "975", "975", true, "Treaty on the Functioning of the EU, annex II"],
  ["FR-976", "Mayotte", "FR", "976", "976", true, EU],
  ["FR-977", "Saint Barthélemy and Saint Martin", "FR", "977", "978", true, EU],
  ["FR-984", "French Southern Territories", "FR", "984", "984", true, "Treaty on the Functioning of the EU, annex II"],
  ["FR-986", "French Pacific territories", "FR", "986", "988", true, "Treaty on the Functioning of the EU, annex II"],
  ["DK-GL", "Greenland", "DK", "39", "39", true, "Treaty on the Functioning of the EU, article 355"],
  ["GB-NIR", "Northern Ireland", "GB", "BT", "BT", false, "Windsor Framework, article 8: EU VAT rules for goods"],
  ["PT-30", "Madeira", "PT", "90", "94", false, "Directive 2006/112/EC, article 105; CIVA, article 18"],
  ["PT-20", "Azores", "PT", "95", "99", false, "Directive 2006/112/EC, article 105; CIVA, article 18"],
  ["AT-JUN", "Jungholz", "AT", "6691", "6691", false, "Directive 2006/112/EC, article 104; UStG 1994, § 10"],
  ["AT-MIT", "Mittelberg", "AT", "6991", "6993", false, "Directive 2006/112/EC, article 104; UStG 1994, § 10"],
];

/** Rates of areas, for a shop that charges the tax of their country already: `[code, rate, country]`. */
const RATES: readonly (readonly [string, number, string])[] = [
  ["GB-NIR", 2_000, "IE"],
  ["PT-30", 2_200, "PT"],
  ["PT-20", 1_600, "PT"],
  ["AT-JUN", 1_900, "AT"],
  ["AT-MIT", 1_900, "AT"],
  ["MC", 2_000, "FR"],
];

/** Places that are taxed differently from the rest of their country, by postal code, each with its source and date. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table orders.tax_areas (
      country text not null check (country ~ '^[A-Z]{2}$'),
      postal_from text not null check (postal_from ~ '^[A-Z0-9]{1,10}$'),
      postal_to text not null,
      code text not null check (code ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
      name text not null,
      outside boolean not null,
      source text not null,
      checked_on date not null,
      primary key (country, postal_from),
      check (length(postal_from) = length(postal_to) and postal_from <= postal_to)
    )`.execute(db);
  for (const [code, name, country, from, to, outside, source] of AREAS)
    await sql`
      insert into orders.tax_areas (code, name, country, postal_from, postal_to, outside, source, checked_on)
      values (${code}, ${name}, ${country}, ${from}, ${to}, ${outside}, ${source}, ${CHECKED})`.execute(db);

  await sql`alter table orders.tax_rates drop constraint tax_rates_country_check`.execute(db);
  await sql`
    alter table orders.tax_rates add constraint tax_rates_country_check
      check (country ~ '^([A-Z]{2}(-[A-Z0-9]{1,3})?|[*])$')`.execute(db);
  for (const [code, rateBp, country] of RATES)
    await sql`
      insert into orders.tax_rates (country, rate_bp, included)
      select ${code}, ${rateBp}, true from orders.tax_rates
      where country = ${country} and region = '' and included and rate_bp > 0
      on conflict do nothing`.execute(db);
}
