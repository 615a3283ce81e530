import { type SendMailDeps, sendMails } from "@cartwright/core/notifications/send-mail";
import type { Handler } from "@cartwright/queue/worker";

/** Sends stored mails. */
export const sendJob =
  (deps: SendMailDeps): Handler<"mail.send"> =>
  async (deliveries) => {
    const failures = await sendMails(
      deps,
      deliveries.map(({ payload }) => payload.mailId),
    );
    return deliveries.flatMap(({ messageId, payload }) =>
      failures.has(payload.mailId) ? [{ messageId, error: failures.get(payload.mailId) }] : [],
    );
  };
