import { setTimeout as sleep } from "node:timers/promises";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { queueMails } from "../notifications/queue-mail.ts";
import { makeMailLink, LINK_SECONDS } from "./mail-link.ts";
import { wasMailedLately } from "./mailed-tokens.sql.ts";
import { findUserByEmail } from "./users.sql.ts";

/** An address with an account costs some statements more than one without. Neither is answered before this time. */
const ANSWER_AFTER_MS = 250;
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

/** Mails a link to set a new password, if the address has an account; says nothing of it, by word or by time. */
export async function requestReset(deps: Deps, publicOrigin: string, email: string): Promise<void> {
  const [done] = await Promise.allSettled([mailReset(deps, publicOrigin, email), sleep(ANSWER_AFTER_MS)]);
  if (done.status === "rejected") throw done.reason;
}
