import type { Db } from "@cartwright/db/client";
import { ORDER_LINK_DAYS } from "./order-link-days.ts";
import { deleteEndedGuests, deleteExpiredGrants, deleteExpiredLinks } from "./order-links.sql.ts";

/**
 * Deletes mailed links and grants that have expired, and guests that ended so long ago that nothing is shown to them anyway: at most
 * `limit` of each. Returns how many.
 */
export async function sweepOrderLinks({ db }: { readonly db: Db }, limit: number): Promise<number> {
  const links = await deleteExpiredLinks(db, limit);
  const grants = await deleteExpiredGrants(db, ORDER_LINK_DAYS, limit);
  // A day more, for what was being committed when the guest was ended.
  return links + grants + (await deleteEndedGuests(db, ORDER_LINK_DAYS + 1, limit));
}
