import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { newId } from "../kernel/ids.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { type AccountMail, accountMail } from "./account-mail-templates.ts";
import { type RenderedMail, renderMail } from "./mail-document.ts";
import { insertMails } from "./mails.sql.ts";

const MAILS_MAX = 500;

interface Envelope {
  readonly to: string;
  /** Mails with the same key are stored once. */
  readonly dedupeKey?: string;
}

/** A mail about an account: its recipient, and the template's own fields. */
export type MailToQueue = Envelope & AccountMail;

/**
 * Queues mails about accounts, in the transaction of the change they report: they are rendered and stored now, and sent by
 * a `mail.send` job if the transaction commits. Call `deps.nudgeRelay()` after it.
 */
export async function queueMails(tx: Tx, mails: readonly MailToQueue[]): Promise<void> {
  await storeMails(
    tx,
    mails.map((mail) => ({
      template: mail.template,
      to: mail.to,
      content: renderMail(accountMail(mail)),
      orderId: null,
      dedupeKey: mail.dedupeKey ?? null,
    })),
  );
}

/** A rendered mail. */
export interface MailToStore {
  readonly template: string;
  readonly to: string;
  readonly content: RenderedMail;
  readonly orderId: OrderId | null;
  readonly dedupeKey: string | null;
}

/** Stores mails and appends a `mail.send` task for each new one. Two statements for all; at most 500. */
export async function storeMails(tx: Tx, mails: readonly MailToStore[]): Promise<void> {
  if (mails.length === 0) return;
  if (mails.length > MAILS_MAX) throw new RangeError(`more than ${MAILS_MAX} mails`);
  const stored = await insertMails(
    tx,
    mails.map(({ template, to, content, orderId, dedupeKey }) => {
      const { subject, html, text } = content;
      return { id: newId(), template, recipient: to, subject, html, text, orderId, dedupeKey };
    }),
  );
  await appendToOutbox(
    tx,
    stored.map((mailId) => ({ name: "mail.send", key: mailId, payload: { mailId } })),
  );
}
