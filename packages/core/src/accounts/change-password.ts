import type { ChangePassword } from "@cartwright/contracts/accounts";
import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { z } from "zod";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import { refuseCommonPassword } from "./check-password.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { hashPassword } from "./hash-password.ts";
import type { LockoutRule } from "./login-guards.sql.ts";
import { deleteMailedTokens } from "./mailed-tokens.sql.ts";
import { provePassword } from "./prove-password.ts";
import { setPasswordHash } from "./users.sql.ts";

/**
 * Changes the password of a signed-in person who knows the old one, and ends his other sessions unless he keeps them.
 * Answers the ended sessions. Throws `credentials_invalid`, `account_locked` or `password_too_common`.
 */
export async function changePassword(
  deps: Deps,
  settings: { readonly publicOrigin: string; readonly lockout: LockoutRule },
  change: z.output<typeof ChangePassword> & {
    readonly userId: UserId;
    readonly sessionId: SessionId;
    readonly address: string;
  },
): Promise<SessionId[]> {
  const user = await provePassword(deps, settings.lockout, { userId: change.userId, password: change.current });
  refuseCommonPassword(change.password, user.email);
  const passwordHash = await hashPassword(change.password);
  const ended = await inTransaction(deps.db, async (tx) => {
    await setPasswordHash(tx, user.id, passwordHash);
    await deleteMailedTokens(tx, user.id);
    await appendAudit(tx, {
      actor: { kind: "user", id: user.id },
      action: "password.changed",
      subject: { kind: "user", id: user.id },
      after: { otherSessionsEnded: change.endOtherSessions },
      address: change.address,
    });
    const resetLink = `${settings.publicOrigin}/forgot`;
    await queueMails(tx, [{ template: "password_changed", to: user.email, firstName: user.firstName, resetLink }]);
    return change.endOtherSessions ? endSessionsIn(tx, { userId: user.id, except: change.sessionId }, "password") : [];
  });
  deps.nudgeRelay();
  return ended;
}
