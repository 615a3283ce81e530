import type { ShippingPlace, ZoneId } from "@cartwright/contracts/shipping";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface StoredZone {
  readonly id: ZoneId;
  readonly version: number;
  readonly name: string;
  readonly rest: boolean;
  /** By country and region. */
  readonly places: readonly ShippingPlace[];
}

/** Has changes to zones and methods wait for each other. Whoever only reads does not wait. */
export async function lockShipping(tx: Tx): Promise<void> {
  await sql`lock table orders.shipping_zones in share row exclusive mode`.execute(tx);
}

/** All zones: the rest of the world last, the others by name. */
export async function selectZones(db: Db): Promise<StoredZone[]> {
  const { rows } = await sql<StoredZone>`
    select z.id, z.version, z.name, z.rest, (
      select coalesce(json_agg(json_build_object('country', p.country, 'region', p.region) order by p.country, p.region), '[]')
      from orders.shipping_places as p where p.zone_id = z.id) as places
    from orders.shipping_zones as z order by z.rest, lower(z.name), z.id limit 200`.execute(db);
  return rows;
}

/** Writes a zone, new or changed, with its places. Its version goes up. */
export async function upsertZone(tx: Tx, zone: Omit<StoredZone, "version">): Promise<void> {
  await sql`
    insert into orders.shipping_zones (id, name, rest) values (${zone.id}, ${zone.name}, ${zone.rest})
    on conflict (id) do update set name = excluded.name, rest = excluded.rest, version = shipping_zones.version + 1`.execute(
    tx,
  );
  await sql`delete from orders.shipping_places where zone_id = ${zone.id}`.execute(tx);
  await sql`
    insert into orders.shipping_places (country, region, zone_id)
    select country, region, ${zone.id}::uuid
    from json_to_recordset(${JSON.stringify(zone.places)}) as place (country text, region text)`.execute(tx);
}

export async function deleteZone(tx: Tx, id: ZoneId): Promise<void> {
  await sql`delete from orders.shipping_zones where id = ${id}`.execute(tx);
}
