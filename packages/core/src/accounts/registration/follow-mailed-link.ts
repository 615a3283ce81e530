import type { FollowedLink } from "@cartwright/contracts/accounts";
import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { hashSecret } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { clearAttempts, guardKey } from "../sign-in/login-guards.sql.ts";
import { LINK_SECONDS, makeMailLink } from "./mail-link.ts";
import { deleteMailedTokensButRestores, isAddressKept, takeMailedToken, type UsedToken } from "./mailed-tokens.sql.ts";
import { type RenewedSession, renewSessionIn } from "../sessions/renew-session.ts";
import { restoreEmail } from "../profile/restore-email.ts";
import { findUser, setEmail, setEmailVerified, type User } from "../users.sql.ts";

const PURPOSES = ["verify", "change_email", "restore_email", "unlock"] as const;

interface Followed {
  readonly user: User;
  readonly token: UsedToken;
}

async function verify(tx: Tx, user: User, publicOrigin: string): Promise<void> {
  if (await setEmailVerified(tx, user.id)) {
    const { email, firstName } = user;
    const dedupeKey = `welcome:${user.id}`;
    await queueMails(tx, [{ template: "welcome", to: email, firstName, shopLink: publicOrigin, dedupeKey }]);
  }
}

async function replaceEmail(tx: Tx, publicOrigin: string, { user, token }: Followed): Promise<void> {
  const { newEmail } = token;
  // An address that another account may still be restored to counts as taken.
  if (newEmail === null || (await isAddressKept(tx, newEmail, user.id)) || !(await setEmail(tx, user.id, newEmail)))
    throw new AppError("token_invalid");
  // Links that were mailed to the old address stop working.
  await deleteMailedTokensButRestores(tx, user.id);
  await appendAudit(tx, {
    actor: { kind: "user", id: user.id },
    action: "email.changed",
    subject: { kind: "user", id: user.id },
  });
  // An old address that was never verified may belong to someone else, who must not be given the account.
  const restoreLink =
    user.emailVerifiedAt === null
      ? null
      : await makeMailLink(tx, user, { purpose: "restore_email", publicOrigin, newEmail: user.email });
  const validDays = LINK_SECONDS.restore_email / 86_400;
  const { email, firstName } = user;
  await queueMails(tx, [{ template: "email_changed", to: email, firstName, newEmail, restoreLink, validDays }]);
}

/**
 * Follows a mailed link: verifies an address, changes or restores one, or unlocks an account. Each link works once. Returns
 * what was done and which sessions it ended. A changed address ends all of them; `visitor` is the session in which the link was
 * followed, and gets new tokens if it is the account's. Throws `token_invalid`.
 */
export async function followMailedLink(
  deps: Deps,
  publicOrigin: string,
  input: { readonly token: string; readonly visitor?: { readonly userId: UserId; readonly sessionId: SessionId } },
): Promise<FollowedLink & { readonly ended: SessionId[]; readonly renewed: RenewedSession | null }> {
  const followed = await inTransaction(deps.db, async (tx) => {
    const token = await takeMailedToken(tx, hashSecret(input.token), PURPOSES);
    const user = token && (await findUser(tx, token.userId, true));
    if (token === null || user?.status !== "active") throw new AppError("token_invalid");
    if (token.purpose === "restore_email")
      return {
        done: "email_restored" as const,
        ended: await restoreEmail(tx, publicOrigin, { user, token }),
        renewed: null,
      };
    const ended: SessionId[] = [];
    if (token.purpose === "change_email") {
      await replaceEmail(tx, publicOrigin, { user, token });
      const sessionId = input.visitor?.userId === user.id ? input.visitor.sessionId : null;
      return { done: "email_changed" as const, ...(await renewSessionIn(tx, { user, sessionId }, "email")) };
    }
    if (token.purpose === "verify") {
      await verify(tx, user, publicOrigin);
      return { done: "verified" as const, ended, renewed: null };
    }
    await clearAttempts(tx, guardKey(user.email));
    return { done: "unlocked" as const, ended, renewed: null };
  });
  deps.nudgeRelay();
  return followed;
}
