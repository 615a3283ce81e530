import { newId } from "@cartwright/core/kernel/ids";
import { createProduct } from "@cartwright/core/testing/fixtures";
import type { Sample } from "./order-desk-samples.ts";

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
  "admin.products.unarchive": {
    input: async (db) => ({
      products: [{ productId: (await createProduct(db, { status: "archived" })).id, version: 1 }],
    }),
    refused: () => ({ products: [{ productId: newId(), version: 1 }] }),
  },
};
