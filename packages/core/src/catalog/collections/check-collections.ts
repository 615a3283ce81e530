import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { tellLists } from "../../outbox/tell-lists.ts";
import { postponeCheck, takeDueCollection } from "./collections.sql.ts";
import { replaceMembersByRules } from "./members.sql.ts";

/** Products age out of a rule of days within this time. A product that was saved while its category moved is put right within it, too. */
const SOON_SECONDS = 300;
/** Other collections change only when their products do. This corrects what was changed by hand. */
const OTHERS_SECONDS = 3_600;

/**
 * Compares the collection by rules that is longest overdue with the whole catalogue. Safe to run at any time, by several workers.
 * Publishes `catalog.changed` if a member came or went. Returns how many did.
 */
export async function checkCollections(deps: Pick<Deps, "db" | "nudgeRelay">): Promise<number> {
  const changed = await inTransaction(deps.db, async (tx) => {
    const due = await takeDueCollection(tx);
    if (!due) return 0;
    const found = await replaceMembersByRules(tx, due);
    const isSoon = due.rules.conditions.some(({ field }) => field === "new" || field === "category");
    await postponeCheck(tx, due.id, isSoon ? SOON_SECONDS : OTHERS_SECONDS);
    if (found > 0) await tellLists(tx, "catalog");
    return found;
  });
  if (changed > 0) deps.nudgeRelay();
  return changed;
}
