import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { type AccountAct, type Among, auditOfAct, holdAccount, refuseLoss } from "../sign-in/hold-account.ts";
import { deleteMailedTokens } from "../registration/mailed-tokens.sql.ts";
import { setStatus } from "../users.sql.ts";

/**
 * Disables an account: all its sessions end at once, open sockets close, mailed links stop working, and a log-in is refused
 * as if there were no such account. Doing it again changes nothing. Returns the ended sessions. Throws `not_found`,
 * `forbidden`, `own_account` or `last_admin`.
 */
export async function disableAccount(
  deps: Deps,
  account: { readonly userId: UserId; readonly among: Among },
  act: AccountAct,
): Promise<SessionId[]> {
  const ended = await inTransaction(deps.db, async (tx) => {
    const held = await holdAccount(tx, account, act);
    const { user } = held;
    refuseLoss(held, act);
    if (user.status === "disabled") return [];
    await setStatus(tx, user.id, "disabled");
    await deleteMailedTokens(tx, user.id);
    await appendAudit(tx, {
      ...auditOfAct(act),
      action: "account.disabled",
      subject: { kind: "user", id: user.id },
      before: { status: user.status },
      after: { status: "disabled" },
    });
    return endSessionsIn(tx, { userId: user.id }, "disabled");
  });
  deps.nudgeRelay();
  return ended;
}
