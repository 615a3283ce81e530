import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const collection = async (db: Db) => {
  const collectionId = newId();
  await sql`
    insert into catalog.collections (id, slug, title, kind, image_key, image_width, image_height)
    values (${collectionId}, ${`gifts-${collectionId}`}, 'Gifts', 'manual', ${`uploads/${collectionId}`}, 9, 9)`.execute(
    db,
  );
  return { collectionId, version: 1 };
};

/** Inputs of the mutations on collections, for the test that every mutation is audited. */
export const COLLECTION_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.collections.create": {
    input: async () => ({ title: "Gifts", kind: "manual" }),
    refused: () => ({ productIds: [newId()] }),
  },
  "admin.collections.save": {
    async input(db) {
      const at = await collection(db);
      return { ...at, title: "Presents", slug: `presents-${at.collectionId}`, kind: "manual" };
    },
    refused: () => ({ version: 9 }),
  },
  "admin.collections.remove": { input: collection, refused: () => ({ version: 9 }) },
  "admin.collections.removePicture": { input: collection, refused: () => ({ version: 9 }) },
};
