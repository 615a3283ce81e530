import type { FollowedLink } from "@cartwright/contracts/accounts";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { hashSecret } from "../kernel/ids.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import { clearTries, guardKey } from "./login-guards.sql.ts";
import { deleteMailedTokens, takeMailedToken, type UsedToken } from "./mailed-tokens.sql.ts";
import { findUser, setEmail, setEmailVerified, type User } from "./users.sql.ts";

async function verify(tx: Tx, user: User, publicOrigin: string): Promise<FollowedLink> {
  if (await setEmailVerified(tx, user.id)) {
    const { email, firstName } = user;
    const dedupeKey = `welcome:${user.id}`;
    await queueMails(tx, [{ template: "welcome", to: email, firstName, shopLink: publicOrigin, dedupeKey }]);
  }
  return { done: "verified" };
}

async function replaceEmail(tx: Tx, user: User, token: UsedToken): Promise<FollowedLink> {
  const { newEmail } = token;
  if (newEmail === null || !(await setEmail(tx, user.id, newEmail))) throw new AppError("token_invalid");
  // Links that went to the old address let nobody in any more.
  await deleteMailedTokens(tx, user.id);
  await appendAudit(tx, {
    actor: { kind: "user", id: user.id },
    action: "email.changed",
    subject: { kind: "user", id: user.id },
  });
  await queueMails(tx, [{ template: "email_changed", to: user.email, firstName: user.firstName, newEmail }]);
  return { done: "email_changed" };
}

/**
 * Does what a mailed link is for: proves an address, puts a new one in place, or lifts a lock. Each link works once.
 * Throws `token_invalid`.
 */
export async function followMailedLink(
  deps: Deps,
  publicOrigin: string,
  input: { readonly token: string },
): Promise<FollowedLink> {
  const followed = await inTransaction(deps.db, async (tx): Promise<FollowedLink> => {
    const token = await takeMailedToken(tx, hashSecret(input.token), ["verify", "change_email", "unlock"]);
    const user = token && (await findUser(tx, token.userId, true));
    if (token === null || user?.status !== "active") throw new AppError("token_invalid");
    if (token.purpose === "change_email") return replaceEmail(tx, user, token);
    if (token.purpose === "verify") return verify(tx, user, publicOrigin);
    await clearTries(tx, guardKey(user.email));
    return { done: "unlocked" };
  });
  deps.nudgeRelay();
  return followed;
}
