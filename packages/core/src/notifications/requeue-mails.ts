import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { type SilentMails, takeSilentMails } from "./mails.sql.ts";

/**
 * Creates new jobs for queued mails whose job was lost. Bounded; returns how many. Safe to run at any time and any number
 * of times: one more job is not one more mail, because a sender takes the mail's lease in the database first, and a job
 * that comes too late finds the mail sent. The guarantee of `sendMail` remains: a worker that dies between the mail
 * server's acceptance and our record of it leaves a mail that is sent again with the same message id.
 */
export async function requeueMails(deps: Deps, page: SilentMails): Promise<number> {
  const requeued = await inTransaction(deps.db, async (tx) => {
    const mailIds = await takeSilentMails(tx, page);
    // A new message: the queue may still remember the lost one's id and would not accept it again.
    await appendToOutbox(
      tx,
      mailIds.map((mailId) => ({ name: "mail.send", key: mailId, payload: { mailId } })),
    );
    return mailIds.length;
  });
  if (requeued > 0) deps.nudgeRelay();
  return requeued;
}
