import type { Db } from "@cartwright/db/client";
import { deleteExpiredLinks } from "./order-links.sql.ts";

/** Deletes mailed links that have expired, at most `limit`. Returns how many. */
export async function sweepOrderLinks(deps: { readonly db: Db }, limit: number): Promise<number> {
  return deleteExpiredLinks(deps.db, limit);
}
