import type { SessionId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { newSecret } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { LINK_SECONDS, makeMailLink } from "../registration/mail-link.ts";
import {
  deleteMailedTokensButRestores,
  deleteRestoresSince,
  type UsedToken,
} from "../registration/mailed-tokens.sql.ts";
import { setEmail, setPasswordHash, type User } from "../users.sql.ts";

/**
 * Restores the former address of an account, for an owner who did not change it. The person who did knew the password, so
 * the password stops working, all sessions end, and a link to set a new one goes to the old address. A second factor stays;
 * if it is not the owner's, staff can remove it. Returns the ended sessions. Throws `token_invalid`.
 */
export async function restoreEmail(
  tx: Tx,
  publicOrigin: string,
  restored: { readonly user: User; readonly token: UsedToken },
): Promise<SessionId[]> {
  const { user, token } = restored;
  const { newEmail: email } = token;
  if (email === null || !(await setEmail(tx, user.id, email))) throw new AppError("token_invalid");
  // The hash of a secret that no one knows.
  await setPasswordHash(tx, user.id, await hashPassword(newSecret()));
  await deleteMailedTokensButRestores(tx, user.id);
  await deleteRestoresSince(tx, user.id, token.createdAt);
  await appendAudit(tx, {
    actor: { kind: "user", id: user.id },
    action: "email.restored",
    subject: { kind: "user", id: user.id },
  });
  const { firstName } = user;
  const link = await makeMailLink(tx, user, { purpose: "reset", publicOrigin });
  await queueMails(tx, [
    { template: "reset", to: email, firstName, link, validMinutes: LINK_SECONDS.reset / 60 },
    { template: "email_restored", to: user.email, firstName },
  ]);
  return endSessionsIn(tx, { userId: user.id }, "password");
}
