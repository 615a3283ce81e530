import type { ZoneId } from "@cartwright/contracts/shipping";
import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { ShippingBand, ShippingRule } from "../../pricing/shipping.ts";

/** A method with what it is offered as. Archived ones are not among them. */
export interface StoredMethod extends Omit<ShippingRule, "zoneIds"> {
  readonly version: number;
  readonly active: boolean;
  readonly zoneIds: readonly ZoneId[];
}

/** All methods that are not archived, in the order in which they are offered. */
export async function selectMethods(db: Db, currency: Currency): Promise<StoredMethod[]> {
  const { rows } = await sql<StoredMethod>`
    select m.id, m.version, m.title, m.description, m.days_min as "daysMin", m.days_max as "daysMax", m.active,
      m.price_by as "priceBy",
      (select coalesce(json_agg(zone_id order by zone_id), '[]') from orders.shipping_method_zones where method_id = m.id) as "zoneIds",
      (select coalesce(json_agg(json_build_object(
          'upTo', b.up_to, 'priceMinor', b.price_minor, 'freeFromMinor', b.free_from_minor) order by b.up_to nulls last), '[]')
        from orders.shipping_bands as b where b.method_id = m.id and b.currency = ${currency}) as bands
    from orders.shipping_methods as m where m.archived_at is null order by m.position, m.id limit 200`.execute(db);
  return rows;
}

/** Which ids that begin like this one have ever been given. */
export async function selectTakenIds(tx: Tx, base: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from orders.shipping_methods where id = ${base} or id like ${`${base}-%`}`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

export type MethodToWrite = Omit<StoredMethod, "version">;

/** Writes a method, new or changed, with its bands in a currency and its zones. Its version goes up. A new one is offered last. */
export async function upsertMethod(tx: Tx, method: MethodToWrite, currency: Currency): Promise<void> {
  const { id, title, description, daysMin, daysMax, active, priceBy } = method;
  await sql`
    insert into orders.shipping_methods (id, title, description, days_min, days_max, active, price_by, position)
    select ${id}, ${title}, ${description}, ${daysMin}::smallint, ${daysMax}::smallint, ${active}, ${priceBy}, coalesce(max(position), 0) + 1
    from orders.shipping_methods
    on conflict (id) do update set title = excluded.title, description = excluded.description, days_min = excluded.days_min,
      days_max = excluded.days_max, active = excluded.active, price_by = excluded.price_by, version = shipping_methods.version + 1`.execute(
    tx,
  );
  await writeZones(tx, method);
  await writeBands(tx, { id, bands: method.bands, currency });
}

async function writeZones(tx: Tx, { id, zoneIds }: Pick<MethodToWrite, "id" | "zoneIds">): Promise<void> {
  await sql`delete from orders.shipping_method_zones where method_id = ${id}`.execute(tx);
  await sql`
    insert into orders.shipping_method_zones (method_id, zone_id)
    select ${id}, zone_id from unnest(${[...zoneIds]}::uuid[]) as zone_id`.execute(tx);
}

async function writeBands(
  tx: Tx,
  {
    id,
    bands,
    currency,
  }: { readonly id: string; readonly bands: readonly ShippingBand[]; readonly currency: Currency },
): Promise<void> {
  await sql`delete from orders.shipping_bands where method_id = ${id} and currency = ${currency}`.execute(tx);
  const rows = bands.map(({ upTo, priceMinor, freeFromMinor }) => {
    return { up_to: upTo, price_minor: priceMinor, free_from_minor: freeFromMinor };
  });
  await sql`
    insert into orders.shipping_bands (method_id, currency, up_to, price_minor, free_from_minor)
    select ${id}, ${currency}, band.* from json_to_recordset(${JSON.stringify(rows)}) as band (
      up_to bigint, price_minor bigint, free_from_minor bigint)`.execute(tx);
}

/** Orders and carts keep naming an archived method; nothing offers it. */
export async function updateArchived(tx: Tx, id: string): Promise<void> {
  await sql`delete from orders.shipping_method_zones where method_id = ${id}`.execute(tx);
  await sql`update orders.shipping_methods set archived_at = now(), version = version + 1 where id = ${id}`.execute(tx);
}
