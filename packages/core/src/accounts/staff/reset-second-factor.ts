import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { type AccountAct, type Among, auditOfAct, holdAccount } from "../sign-in/hold-account.ts";
import { removeFactor } from "../second-factor/second-factor.sql.ts";
import { findUserByEmail } from "../users.sql.ts";

/**
 * Removes the second factor of a person who lost their device and recovery codes. Their sessions end, and they are told. No
 * one can do that to themselves: a stolen session alone would be enough. Returns the ended sessions. Throws `not_found` for
 * an account without one, `forbidden` and `own_account`.
 */
export async function resetSecondFactor(
  deps: Deps,
  account: { readonly userId: UserId; readonly among: Among },
  act: AccountAct,
): Promise<SessionId[]> {
  const { userId } = account;
  if (act.actor.kind === "user" && act.actor.id === userId) throw new AppError("own_account");
  const ended = await inTransaction(deps.db, async (tx) => {
    const { user } = await holdAccount(tx, account, act);
    if (!(await removeFactor(tx, userId)))
      throw new AppError("not_found", { message: getTranslations("errorDetails")("noTwoStep") });
    await appendAudit(tx, { ...auditOfAct(act), action: "second_factor.reset", subject: { kind: "user", id: userId } });
    const { email, firstName } = user;
    await queueMails(tx, [{ template: "second_factor", to: email, firstName, change: "reset" }]);
    return endSessionsIn(tx, { userId }, "second_factor");
  });
  deps.nudgeRelay();
  return ended;
}

/** The same for the operator, from the command line: the way back when no other admin is left. Throws `not_found`. */
export async function resetSecondFactorOf(deps: Deps, email: string): Promise<SessionId[]> {
  const user = await findUserByEmail(deps.db, email);
  if (user === null) throw new AppError("not_found", { message: getTranslations("errorDetails")("noAccount") });
  const reason = "from the command line";
  const account = { userId: user.id, among: "everybody" } as const;
  return resetSecondFactor(deps, account, { actor: { kind: "system" }, reason, needs: "staff:write" });
}
