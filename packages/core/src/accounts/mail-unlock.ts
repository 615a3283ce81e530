import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import { makeMailLink } from "./mail-link.ts";
import type { User } from "./users.sql.ts";

/** Mails the owner of a locked account a link that lifts the lock. */
export async function mailUnlock(
  deps: Deps,
  settings: { readonly publicOrigin: string; readonly lockSeconds: number },
  user: User,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const link = await makeMailLink(tx, user, { purpose: "unlock", publicOrigin: settings.publicOrigin });
    const lockedMinutes = Math.ceil(settings.lockSeconds / 60);
    await queueMails(tx, [{ template: "unlock", to: user.email, firstName: user.firstName, link, lockedMinutes }]);
  });
  deps.nudgeRelay();
}
