import type { SessionId, UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { inTransaction } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { type AccountAct, auditOfAct, holdAccount, refuseLoss } from "../sign-in/hold-account.ts";
import { setRole } from "../users.sql.ts";

/**
 * Changes a person's role. Their sessions end, so that the new role starts with a log-in. A customer becomes staff only if
 * their address is verified: a person who registered with a colleague's address must not get the colleague's rights.
 * Returns the ended sessions. Throws `not_found`, `forbidden`, `own_account`, `last_admin` or `address_unproven`.
 */
export async function changeRole(
  deps: Deps,
  change: { readonly userId: UserId; readonly role: Role },
  act: AccountAct,
): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => {
    const held = await holdAccount(tx, { userId: change.userId, among: "everybody" }, act);
    const { user } = held;
    if (user.role === change.role) return [];
    refuseLoss(held, act);
    if (user.role === "shopper" && user.emailVerifiedAt === null) throw new AppError("address_unproven");
    await setRole(tx, user.id, change.role);
    await appendAudit(tx, {
      ...auditOfAct(act),
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
