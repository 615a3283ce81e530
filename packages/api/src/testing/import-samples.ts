import { newId } from "@cartwright/core/kernel/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import type { Sample } from "./order-desk-samples.ts";

const imported = async (db: Db) => {
  const importId = newId();
  await sql`
    insert into catalog.imports (id, storage_key, file_name, bytes, state)
    values (${importId}, ${`ab/${importId.replaceAll("-", "")}`}, 'products.csv', 9, 'checked')`.execute(db);
  return { importId, version: 1 };
};

/** Inputs of the mutations on imports, for the test that every mutation is audited. */
export const IMPORT_SAMPLES: Readonly<Record<string, Sample>> = {
  "admin.imports.confirm": {
    input: async (db) => ({ ...(await imported(db)), onlyValid: true }),
    refused: () => ({ version: 9 }),
  },
  "admin.imports.cancel": { input: imported, refused: () => ({ version: 9 }) },
};
