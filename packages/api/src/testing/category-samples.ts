import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const category = async (db: Db) => {
  const categoryId = newId();
  await sql`
    insert into catalog.categories (id, slug, title, image_key)
    values (${categoryId}, ${`lamps-${categoryId}`}, 'Lamps', ${`uploads/${categoryId}`})`.execute(db);
  return { categoryId, version: 1 };
};

/** Inputs of the mutations on categories, for the test that every mutation is audited. */
export const CATEGORY_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.categories.create": {
    input: async () => ({ title: "Lamps" }),
    refused: () => ({ parentId: newId() }),
  },
  "admin.categories.save": {
    async input(db) {
      const at = await category(db);
      return { ...at, title: "Lights", slug: `lights-${at.categoryId}` };
    },
    refused: () => ({ version: 9 }),
  },
  "admin.categories.move": {
    async input(db) {
      const { categoryId: parentId } = await category(db);
      return { ...(await category(db)), parentId, beforeId: null };
    },
    refused: () => ({ version: 9 }),
  },
  "admin.categories.remove": { input: category, refused: () => ({ version: 9 }) },
  "admin.categories.removePicture": { input: category, refused: () => ({ version: 9 }) },
};
