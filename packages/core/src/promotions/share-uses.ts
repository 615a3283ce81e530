import type { Tx } from "@cartwright/db/transaction";
import { customerKeyOf } from "./customer-key.ts";
import { copyUses } from "./redemptions.sql.ts";

/**
 * Makes the uses of promotions by some mailboxes count for all of them: they are one person. What is counted in total stays. Safe to repeat.
 */
export async function shareUses(tx: Tx, emails: readonly string[]): Promise<void> {
  const keys = [...new Set(emails.map(customerKeyOf))].toSorted();
  if (keys.length > 1) await copyUses(tx, keys);
}
