import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { CARRIES_SECRET } from "./account-mail-templates.ts";
import { selectMail } from "./mails.sql.ts";
import { storeMails } from "./queue-mail.ts";

/**
 * Queues a copy of a mail to the same recipient. A mail with a secret is not sent again (`illegal_transition`); its
 * recipient requests a new one. Throws `not_found`.
 */
export async function resendMail(tx: Tx, mailId: string): Promise<void> {
  const mail = await selectMail(tx, mailId);
  if (!mail) throw new AppError("not_found");
  if (CARRIES_SECRET.has(mail.template)) {
    throw new AppError("illegal_transition", {
      message: getTranslations("errorDetails")("mailHeldSecret"),
    });
  }
  const { template, recipient, subject, html, text, orderId } = mail;
  await storeMails(tx, [{ template, to: recipient, content: { subject, html, text }, orderId, dedupeKey: null }]);
}
