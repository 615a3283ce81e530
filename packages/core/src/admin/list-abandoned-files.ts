import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** Stored files that no product offers and no order may download, unchanged for a day, at most `limit`. */
export async function listAbandonedFiles(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ storageKey: string }>`
    select file.storage_key as "storageKey" from catalog.digital_files as file
    where file.state <> 'ready' and file.updated_at < now() - interval '1 day'
      and not exists (select from orders.download_files as sold where sold.storage_key = file.storage_key)
    order by file.updated_at limit ${limit}`.execute(db);
  return rows.map((row) => row.storageKey);
}
