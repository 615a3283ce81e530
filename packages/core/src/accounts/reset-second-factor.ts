import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import { endSessionsIn } from "./end-sessions.ts";
import { removeFactor } from "./second-factor.sql.ts";
import { findUser } from "./users.sql.ts";

/**
 * Takes the second factor off somebody who lost his device and his recovery codes. His sessions end, and he is told. Nobody
 * does that to himself: his own session and nothing else would do. Answers the ended sessions. Throws `not_found` for an
 * account without one, and `forbidden`.
 */
export async function resetSecondFactor(
  deps: Deps,
  userId: UserId,
  by: Pick<AuditEntry, "actor" | "address" | "requestId" | "reason">,
): Promise<SessionId[]> {
  if (by.actor.kind === "user" && by.actor.id === userId)
    throw new AppError("forbidden", { message: "Your own second step is under Security in your account." });
  const ended = await inTransaction(deps.db, async (tx) => {
    const user = await findUser(tx, userId, true);
    if (user === null || !(await removeFactor(tx, userId))) throw new AppError("not_found");
    await appendAudit(tx, { ...by, action: "second_factor.reset", subject: { kind: "user", id: userId } });
    const { email, firstName } = user;
    await queueMails(tx, [{ template: "second_factor", to: email, firstName, change: "reset" }]);
    return endSessionsIn(tx, { userId }, "second_factor");
  });
  deps.nudgeRelay();
  return ended;
}
