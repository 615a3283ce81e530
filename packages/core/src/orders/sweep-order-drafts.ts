import type { Db } from "@cartwright/db/client";
import { deleteOldDrafts } from "./order-drafts.sql.ts";

/** For how long a draft that has become no order is kept after its last change: it holds a customer's address. */
const DRAFT_DAYS = 90;

/** Deletes old drafts that have become no order, at most `limit`. Returns how many. */
export async function sweepOrderDrafts({ db }: { readonly db: Db }, limit: number): Promise<number> {
  return deleteOldDrafts(db, DRAFT_DAYS, limit);
}
