import type { CategoryId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectAncestors } from "./categories.sql.ts";

/** The categories above each of these, itself included. */
export async function readAncestors(
  db: Db,
  ids: readonly CategoryId[],
): Promise<ReadonlyMap<string, readonly CategoryId[]>> {
  if (ids.length === 0) return new Map();
  const rows = await selectAncestors(db, ids);
  return new Map(rows.map(({ id, path }) => [id, path]));
}
