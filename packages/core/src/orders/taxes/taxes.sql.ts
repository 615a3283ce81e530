import type { AdminTaxArea } from "@cartwright/contracts/taxes";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface TaxKey {
  readonly country: string;
  readonly region: string;
}

export interface StoredRate extends TaxKey {
  readonly rateBp: number;
  readonly included: boolean;
  readonly version: number;
}

/** Has changes of taxes wait for each other. Whoever only reads does not wait. */
export async function lockTaxes(tx: Tx): Promise<void> {
  await sql`lock table orders.tax_rates in share row exclusive mode`.execute(tx);
}

export async function selectRates(db: Db, limit: number): Promise<StoredRate[]> {
  const { rows } = await sql<StoredRate>`
    select country, region, rate_bp as "rateBp", included, version from orders.tax_rates
    order by country, region limit ${limit}`.execute(db);
  return rows;
}

/** All tax areas, each with its ranges of postal codes. */
export async function selectAreas(db: Db): Promise<AdminTaxArea[]> {
  const { rows } = await sql<AdminTaxArea>`
    select code, min(name) as name, country, bool_or(outside) as outside, min(source) as source,
      to_char(min(checked_on), 'YYYY-MM-DD') as "checkedOn",
      json_agg(json_build_object('from', postal_from, 'to', postal_to) order by postal_from) as "postalCodes"
    from orders.tax_areas group by country, code order by country, code limit 500`.execute(db);
  return rows;
}

/** Writes a rate, new or changed. Its version goes up. */
export async function upsertRate(
  tx: Tx,
  { country, region, rateBp, included }: Omit<StoredRate, "version">,
): Promise<void> {
  await sql`
    insert into orders.tax_rates (country, region, rate_bp, included) values (${country}, ${region}, ${rateBp}, ${included})
    on conflict (country, region) do update set rate_bp = excluded.rate_bp, included = excluded.included,
      version = tax_rates.version + 1`.execute(tx);
}

export async function deleteRate(tx: Tx, { country, region }: TaxKey): Promise<void> {
  await sql`delete from orders.tax_rates where country = ${country} and region = ${region}`.execute(tx);
}

export async function selectShippingTax(
  db: Db,
): Promise<{ readonly shippingTaxed: boolean; readonly version: number }> {
  const { rows } = await sql<{ shippingTaxed: boolean; version: number }>`
    select shipping_taxed as "shippingTaxed", taxes_version as version from orders.settings where id = 1`.execute(db);
  return rows[0] ?? { shippingTaxed: true, version: 1 };
}

/** False when it is no longer at this version. */
export async function updateShippingTax(
  tx: Tx,
  { shippingTaxed, version }: { readonly shippingTaxed: boolean; readonly version: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.settings set shipping_taxed = ${shippingTaxed}, taxes_version = taxes_version + 1
    where id = 1 and taxes_version = ${version}`.execute(tx);
  return numAffectedRows === 1n;
}
