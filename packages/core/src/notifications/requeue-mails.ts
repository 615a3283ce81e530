import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { type SilentMails, takeSilentMails } from "./mails.sql.ts";

/**
 * Gives mails that wait in silence a new job: the queue lost theirs. Bounded; answers how many. Safe to run at any time and
 * any number of times, for a job more is not a mail more: whoever sends takes the mail's lease first, in the database, and
 * a job that comes too late finds the mail sent. What remains is the promise of `sendMail` itself: a worker that dies
 * between the mail server's yes and our note of it leaves a mail that goes again, under the same message id.
 */
export async function requeueMails(deps: Deps, page: SilentMails): Promise<number> {
  const requeued = await inTransaction(deps.db, async (tx) => {
    const mailIds = await takeSilentMails(tx, page);
    // A message of its own: the queue may still remember the lost one's id, and would not take that again.
    await appendToOutbox(
      tx,
      mailIds.map((mailId) => ({ name: "mail.send", key: mailId, payload: { mailId } })),
    );
    return mailIds.length;
  });
  if (requeued > 0) deps.nudgeRelay();
  return requeued;
}
