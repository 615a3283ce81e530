import type { ResetPassword } from "@cartwright/contracts/accounts";
import type { SessionId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { hashSecret } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { loadPasswordCheck } from "./check-password.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { hashPassword } from "./hash-password.ts";
import { clearAttempts, guardKey } from "../sign-in/login-guards.sql.ts";
import { deleteMailedTokensButRestores, takeMailedToken } from "../registration/mailed-tokens.sql.ts";
import { findUser, setEmailVerified, setPasswordHash } from "../users.sql.ts";

/**
 * Sets a new password from a mailed link, or the first one from an invitation. All sessions end, failed attempts are reset,
 * other mailed links stop working, and the address counts as verified, because the person read its mail. Returns the ended
 * sessions. Throws `token_invalid`, or `password_too_common`, which leaves the link usable.
 */
export async function resetPassword(
  deps: Deps,
  publicOrigin: string,
  input: z.output<typeof ResetPassword> & { readonly address: string },
): Promise<SessionId[]> {
  const check = await loadPasswordCheck();
  check.refuseWeak(input.password, { email: "" });
  const passwordHash = await hashPassword(input.password);
  const ended = await inTransaction(deps.db, async (tx) => {
    const token = await takeMailedToken(tx, hashSecret(input.token), ["reset", "invite"]);
    const user = token && (await findUser(tx, token.userId, true));
    if (user?.status !== "active") throw new AppError("token_invalid");
    check.refuseWeak(input.password, user);
    await setPasswordHash(tx, user.id, passwordHash);
    await setEmailVerified(tx, user.id);
    await clearAttempts(tx, guardKey(user.email));
    await deleteMailedTokensButRestores(tx, user.id);
    await appendAudit(tx, {
      actor: { kind: "user", id: user.id },
      action: "password.reset",
      subject: { kind: "user", id: user.id },
      address: input.address,
    });
    const resetLink = `${publicOrigin}/forgot`;
    await queueMails(tx, [{ template: "password_changed", to: user.email, firstName: user.firstName, resetLink }]);
    return endSessionsIn(tx, { userId: user.id }, "password");
  });
  deps.nudgeRelay();
  return ended;
}
