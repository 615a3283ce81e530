import { newId } from "@cartwright/core/kernel/ids";
import { createProduct } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const draft = async (db: Db) => ({ productId: (await createProduct(db, { status: "draft" })).id, version: 1 });

/** Inputs of what staff do with whole products, for the test that every mutation is audited. */
export const PRODUCT_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.products.duplicate": {
    input: async (db) => ({ productId: (await createProduct(db)).id }),
    refused: () => ({ productId: newId() }),
  },
  "admin.products.archive": {
    input: async (db) => ({ products: [{ productId: (await createProduct(db)).id, version: 1 }] }),
    refused: () => ({ products: [{ productId: newId(), version: 1 }] }),
  },
  "admin.products.saveBulk": {
    async input(db) {
      const product = await createProduct(db);
      const [{ id: variantId }] = product.variants;
      return { rows: [{ productId: product.id, variantId, version: 1, priceMinor: 900 }] };
    },
    refused: () => ({ rows: [{ productId: newId(), variantId: newId(), version: 1, priceMinor: 900 }] }),
  },
  "admin.products.schedule": {
    input: async (db) => ({ ...(await draft(db)), publishAt: tomorrow() }),
    refused: () => ({ version: 7 }),
  },
  "admin.products.unschedule": {
    async input(db) {
      const at = await draft(db);
      await sql`update catalog.products set publish_at = ${tomorrow()} where id = ${at.productId}`.execute(db);
      return at;
    },
    refused: () => ({ version: 7 }),
  },
  "admin.products.unarchive": {
    input: async (db) => ({
      products: [{ productId: (await createProduct(db, { status: "archived" })).id, version: 1 }],
    }),
    refused: () => ({ products: [{ productId: newId(), version: 1 }] }),
  },
};
