import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import type { LockoutRule } from "./login-guards.sql.ts";
import { makeMailLink } from "../registration/mail-link.ts";
import type { User } from "../users.sql.ts";

export interface LockSettings {
  readonly lockout: LockoutRule;
  /** The page that the unlock link opens. */
  readonly publicOrigin: string;
}

/** Mails the owner of a locked account a link that lifts the lock. */
export async function mailUnlock(deps: Deps, { publicOrigin, lockout }: LockSettings, user: User): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const link = await makeMailLink(tx, user, { purpose: "unlock", publicOrigin });
    const lockedMinutes = Math.ceil(lockout.lockSeconds / 60);
    await queueMails(tx, [{ template: "unlock", to: user.email, firstName: user.firstName, link, lockedMinutes }]);
  });
  deps.nudgeRelay();
}
