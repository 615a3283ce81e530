import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { type AccountAct, type Among, auditOfAct, holdAccount } from "../sign-in/hold-account.ts";
import { setStatus } from "../users.sql.ts";

/**
 * Enables a disabled account. It starts with a log-in: a session that was being opened while the account was disabled does
 * not become active. Doing it again changes nothing. Throws `not_found` or `forbidden`.
 */
export async function enableAccount(
  deps: Deps,
  account: { readonly userId: UserId; readonly among: Among },
  act: AccountAct,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { user } = await holdAccount(tx, account, act);
    if (user.status === "active") return;
    await endSessionsIn(tx, { userId: user.id }, "disabled");
    await setStatus(tx, user.id, "active");
    await appendAudit(tx, {
      ...auditOfAct(act),
      action: "account.enabled",
      subject: { kind: "user", id: user.id },
      before: { status: user.status },
      after: { status: "active" },
    });
  });
  deps.nudgeRelay();
}
