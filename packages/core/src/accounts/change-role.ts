import type { SessionId, UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { inTransaction } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { findUser, setRole } from "./users.sql.ts";

/** Gives somebody another role. His sessions end, so that the new role begins with a log-in. Throws `not_found`. */
export async function changeRole(
  deps: Deps,
  change: { readonly userId: UserId; readonly role: Role },
  by: Pick<AuditEntry, "actor" | "address" | "requestId">,
): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => {
    const user = await findUser(tx, change.userId, true);
    if (user === null) throw new AppError("not_found");
    if (user.role === change.role) return [];
    await setRole(tx, user.id, change.role);
    await appendAudit(tx, {
      ...by,
      action: "role.changed",
      subject: { kind: "user", id: user.id },
      before: { role: user.role },
      after: { role: change.role },
    });
    return endSessionsIn(tx, { userId: user.id }, "role");
  });
  if (ended.length > 0) deps.nudgeRelay();
  return ended;
}
