import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { makeMailLink } from "./mail-link.ts";
import { wasMailedLately } from "./mailed-tokens.sql.ts";
import { findUser } from "../users.sql.ts";

const MAIL_EVERY_SECONDS = 60;

/** Mails the verification link again, at most once a minute. Does nothing when the address is verified. */
export async function requestVerification(deps: Deps, publicOrigin: string, userId: UserId): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const user = await findUser(tx, userId, true);
    if (user === null || user.emailVerifiedAt !== null) return;
    if (await wasMailedLately(tx, user.id, { purpose: "verify", seconds: MAIL_EVERY_SECONDS })) return;
    const link = await makeMailLink(tx, user, { purpose: "verify", publicOrigin });
    await queueMails(tx, [{ template: "verify", to: user.email, firstName: user.firstName, link }]);
  });
  deps.nudgeRelay();
}
