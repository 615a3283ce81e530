import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { clearTries, guardKey } from "./login-guards.sql.ts";
import { findUser } from "./users.sql.ts";

/** Lifts the lock of an account, by staff. Answers whether there were failed tries to forget. Throws `not_found`. */
export async function unlockAccount(
  deps: Pick<Deps, "db">,
  userId: UserId,
  by: Pick<AuditEntry, "actor" | "address" | "requestId">,
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const user = await findUser(tx, userId);
    if (user === null) throw new AppError("not_found");
    const cleared = await clearTries(tx, guardKey(user.email));
    if (cleared) await appendAudit(tx, { ...by, action: "account.unlocked", subject: { kind: "user", id: userId } });
    return cleared;
  });
}
