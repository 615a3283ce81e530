import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const zone = async (db: Db) => {
  const zoneId = newId();
  await sql`insert into orders.shipping_zones (id, name) values (${zoneId}, 'A zone')`.execute(db);
  return { zoneId, version: 1 };
};
const method = async (db: Db) => {
  const methodId = `method-${newId()}`;
  await sql`insert into orders.shipping_methods (id, title) values (${methodId}, 'A method')`.execute(db);
  return { methodId, version: 1 };
};
const methodFields = async (db: Db) => ({
  title: "Standard",
  zoneIds: [(await zone(db)).zoneId],
  priceBy: "flat",
  bands: [{ from: 0, upTo: null, priceMinor: 490 }],
});

/** How the mutations of shipping are called, for the test of the audit log. */
export const SHIPPING_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.shipping.createZone": {
    input: async (db) => {
      await sql`delete from orders.shipping_places`.execute(db);
      return { name: "Germany", places: [{ country: "DE" }] };
    },
    refused: () => ({ places: [{ country: "US", region: "Atlantis" }] }),
  },
  "admin.shipping.saveZone": {
    input: async (db) => {
      await sql`delete from orders.shipping_places`.execute(db);
      return { ...(await zone(db)), name: "Austria", places: [{ country: "AT" }] };
    },
    refused: () => ({ version: 9 }),
  },
  "admin.shipping.removeZone": { input: zone, refused: () => ({ version: 9 }) },
  "admin.shipping.createMethod": { input: methodFields, refused: () => ({ zoneIds: [newId()] }) },
  "admin.shipping.saveMethod": {
    input: async (db) => ({ ...(await method(db)), ...(await methodFields(db)) }),
    refused: () => ({ version: 9 }),
  },
  "admin.shipping.archiveMethod": { input: method, refused: () => ({ version: 9 }) },
};
