import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { type AccountAct, type Among, auditOfAct, holdAccount } from "./hold-account.ts";
import { clearAttempts, guardKey } from "./login-guards.sql.ts";

/**
 * Unlocks an account on behalf of staff. Returns whether there were failed attempts to reset. Throws `not_found` or
 * `forbidden`.
 */
export async function unlockAccount(
  deps: Pick<Deps, "db">,
  account: { readonly userId: UserId; readonly among: Among },
  act: AccountAct,
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const { user } = await holdAccount(tx, account, act);
    const cleared = await clearAttempts(tx, guardKey(user.email));
    if (cleared)
      await appendAudit(tx, { ...auditOfAct(act), action: "account.unlocked", subject: { kind: "user", id: user.id } });
    return cleared;
  });
}
