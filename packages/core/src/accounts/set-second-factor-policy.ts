import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { selectStaffWithoutFactor, setFactorRequired } from "./policy.sql.ts";
import { findUser } from "./users.sql.ts";

/** More staff than that keep their sessions, which can do nothing of the staff's either way. */
const ENDED_MAX = 1_000;

async function endSessionsWithout(tx: Tx): Promise<SessionId[]> {
  const ended: SessionId[] = [];
  for (const userId of await selectStaffWithoutFactor(tx, ENDED_MAX))
    ended.push(...(await endSessionsIn(tx, { userId }, "second_factor")));
  return ended;
}

/**
 * Says whether staff need a second factor. Once they do, the sessions of those who have none end, so that open sockets do
 * too; they may log in, and get no further than to setting one up. Who asks it of others must have one. Answers the ended
 * sessions. Throws `second_factor_enrolment_required`.
 */
export async function setSecondFactorPolicy(
  deps: Deps,
  change: { readonly required: boolean; readonly by: UserId },
  audit: Pick<AuditEntry, "actor" | "address" | "requestId" | "reason">,
): Promise<SessionId[]> {
  const { required } = change;
  const ended = await inTransaction(deps.db, async (tx) => {
    const user = await findUser(tx, change.by);
    if (required && !user?.hasSecondFactor) throw new AppError("second_factor_enrolment_required");
    if (!(await setFactorRequired(tx, required))) return [];
    await appendAudit(tx, {
      ...audit,
      action: "second_factor.policy_changed",
      subject: { kind: "policy", id: "second_factor" },
      before: { required: !required },
      after: { required },
    });
    return required ? endSessionsWithout(tx) : [];
  });
  if (ended.length > 0) deps.nudgeRelay();
  return ended;
}
