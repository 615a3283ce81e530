import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const synonyms = async (db: Db) => {
  const id = newId();
  await sql`insert into catalog.synonym_groups (id, terms) values (${id}, array['goblet', 'mug'])`.execute(db);
  return { id, version: 1 };
};

/** How the mutations of synonyms are called, for the test of the audit log. */
export const SYNONYM_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.search.removeSynonyms": {
    input: (db) => synonyms(db),
    refused: () => ({ version: 7 }),
  },
  "admin.search.saveSynonyms": {
    async input(db) {
      return { group: await synonyms(db), terms: ["chalice", "mug"] };
    },
    refused: () => ({ terms: ["the", "mug"] }),
  },
};
