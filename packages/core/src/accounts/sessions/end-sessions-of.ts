import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { type AccountAct, type Among, auditOfAct, holdAccount } from "../sign-in/hold-account.ts";

/**
 * Logs a person out everywhere, on behalf of staff. Returns the ended sessions; with none open nothing happens. Throws
 * `not_found` or `forbidden`.
 */
export async function endSessionsOf(
  deps: Deps,
  account: { readonly userId: UserId; readonly among: Among },
  act: AccountAct,
): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => {
    const { user } = await holdAccount(tx, account, act);
    const sessions = await endSessionsIn(tx, { userId: user.id }, "revoked");
    if (sessions.length > 0)
      await appendAudit(tx, {
        ...auditOfAct(act),
        action: "account.sessions_ended",
        subject: { kind: "user", id: user.id },
        after: { sessions: sessions.length },
      });
    return sessions;
  });
  if (ended.length > 0) deps.nudgeRelay();
  return ended;
}
