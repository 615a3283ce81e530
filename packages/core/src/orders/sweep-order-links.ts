import type { Db } from "@cartwright/db/client";
import { ORDER_LINK_DAYS } from "./order-link-days.ts";
import { deleteExpiredGrants, deleteExpiredLinks } from "./order-links.sql.ts";

/** Deletes mailed links and grants that have expired, at most `limit` of each. Returns how many. */
export async function sweepOrderLinks(deps: { readonly db: Db }, limit: number): Promise<number> {
  return (await deleteExpiredLinks(deps.db, limit)) + (await deleteExpiredGrants(deps.db, ORDER_LINK_DAYS, limit));
}
