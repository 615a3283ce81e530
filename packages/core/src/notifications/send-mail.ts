import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { CARRIES_SECRET } from "./account-mail-templates.ts";
import { attachmentsOf } from "./invoice-attachment.ts";
import { MailRefusedError, type MailTransport } from "./mail-transport.ts";
import { leaseMail, markAttemptFailed, markRecorded, markSent, selectMailState } from "./mails.sql.ts";

/** Longer than the transport's own limits, so that a lease never expires while its holder is still sending. */
const LEASE_SECONDS = 90;

export interface SendMailDeps extends Pick<Deps, "db" | "logger"> {
  readonly mailTransport: MailTransport;
}

/**
 * Sends many stored mails as {@link sendMail} does each. Returns the errors of those to retry. Where mails are only stored,
 * it is one statement for all.
 */
export async function sendMails(deps: SendMailDeps, mailIds: readonly string[]): Promise<Map<string, unknown>> {
  const failures = new Map<string, unknown>();
  if (deps.mailTransport.records) {
    await markRecorded(deps.db, mailIds);
    return failures;
  }
  // One after the other, to keep the order and not to overload a slow server.
  for (const mailId of mailIds) {
    try {
      await sendMail(deps, { mailId });
    } catch (error) {
      failures.set(mailId, error);
    }
  }
  return failures;
}

/**
 * Sends a stored mail: the job behind `mail.send`. A mail that was sent, refused or deleted is done. A mail that another
 * worker is sending, and one that the server does not accept now, throw `unavailable`, so that the queue retries. A
 * permanent refusal is recorded as `failed`. A worker that dies between the server's acceptance and our record of it sends
 * the mail again with the same message id; mail cannot guarantee more.
 */
export async function sendMail(deps: SendMailDeps, job: { readonly mailId: string }): Promise<void> {
  const { db, mailTransport } = deps;
  if (mailTransport.records) {
    await markRecorded(db, [job.mailId]);
    return;
  }
  const mail = await leaseMail(db, job.mailId, LEASE_SECONDS);
  if (!mail) {
    if ((await selectMailState(db, job.mailId)) === "queued") throw new AppError("unavailable");
    return;
  }
  try {
    const { id, recipient, subject, html, text } = mail;
    const attachments = await attachmentsOf(deps, mail);
    await mailTransport.send({ id, to: recipient, subject, html, text, attachments });
  } catch (error) {
    const final = error instanceof MailRefusedError;
    await markAttemptFailed(db, mail.id, { error: describe(error), final, forget: CARRIES_SECRET.has(mail.template) });
    deps.logger.warn({ mailId: mail.id, template: mail.template, final }, "mail not sent");
    if (!final) throw new AppError("unavailable", { cause: error });
    return;
  }
  await markSent(db, mail.id, CARRIES_SECRET.has(mail.template));
}

function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
}
