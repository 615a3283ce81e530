import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import type { LockoutRule } from "./login-guards.sql.ts";
import { makeMailLink } from "./mail-link.ts";
import { provePassword } from "./prove-password.ts";
import { findUserByEmail } from "./users.sql.ts";

/**
 * Asks for another address: a link to the new one makes the change once it is followed. An address that has an account
 * already gets no mail, and the answer does not tell. Throws `credentials_invalid` or `account_locked`.
 */
export async function changeEmail(
  deps: Deps,
  settings: { readonly publicOrigin: string; readonly lockout: LockoutRule },
  change: { readonly userId: UserId; readonly password: string; readonly email: string },
): Promise<void> {
  const user = await provePassword(deps, settings.lockout, change);
  await inTransaction(deps.db, async (tx) => {
    const { publicOrigin } = settings;
    const link = await makeMailLink(tx, user, { purpose: "change_email", publicOrigin, newEmail: change.email });
    if ((await findUserByEmail(tx, change.email)) !== null) return;
    await queueMails(tx, [{ template: "change_email", to: change.email, firstName: user.firstName, link }]);
  });
  deps.nudgeRelay();
}
