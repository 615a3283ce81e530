import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { withMinimumDuration } from "../sign-in/with-minimum-duration.ts";
import { makeMailLink, LINK_SECONDS } from "../registration/mail-link.ts";
import { wasMailedLately } from "../registration/mailed-tokens.sql.ts";
import { findUserByEmail } from "../users.sql.ts";

const MAIL_EVERY_SECONDS = 60;

async function mailReset(deps: Deps, publicOrigin: string, email: string): Promise<void> {
  const mailed = await inTransaction(deps.db, async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (user?.status !== "active") return false;
    if (await wasMailedLately(tx, user.id, { purpose: "reset", seconds: MAIL_EVERY_SECONDS })) return false;
    const link = await makeMailLink(tx, user, { purpose: "reset", publicOrigin });
    const validMinutes = LINK_SECONDS.reset / 60;
    await queueMails(tx, [{ template: "reset", to: user.email, firstName: user.firstName, link, validMinutes }]);
    return true;
  });
  if (mailed) deps.nudgeRelay();
}

/**
 * Mails a link to set a new password if the address has an account. Neither the response nor its time reveals whether it
 * has.
 */
export async function requestReset(deps: Deps, publicOrigin: string, email: string): Promise<void> {
  await withMinimumDuration(() => mailReset(deps, publicOrigin, email));
}
