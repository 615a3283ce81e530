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

const rate = async (db: Db) => {
  await sql`delete from orders.tax_rates`.execute(db);
  await sql`insert into orders.tax_rates (country, rate_bp, included) values ('FR', 2000, true)`.execute(db);
  return { country: "FR", version: 1 };
};

/** How the mutations of shipping and taxes are called, for the test of the audit log. */
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
  "admin.taxes.saveRate": {
    input: async (db) => ({ ...(await rate(db)), rateBp: 1_900, included: true }),
    refused: () => ({ version: 9 }),
  },
  "admin.taxes.removeRate": { input: rate, refused: () => ({ version: 9 }) },
  "admin.taxes.setShipping": {
    async input(db) {
      await sql`update orders.settings set taxes_version = 1`.execute(db);
      return { shippingTaxed: false, version: 1 };
    },
    refused: () => ({ version: 9 }),
  },
};
