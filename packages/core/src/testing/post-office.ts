import type { Db } from "@cartwright/db/client";
import { createTestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { createMailTransport, type MailTransport } from "../notifications/mail-transport.ts";
import { type MailToQueue, queueMails } from "../notifications/queue-mail.ts";
import { testDeps } from "./fixtures.ts";
import { type SmtpServer, startSmtpServer } from "./smtp-server.ts";

export interface PostOffice {
  readonly db: Db;
  readonly smtp: SmtpServer;
  readonly deps: ReturnType<typeof testDeps> & { readonly mailTransport: MailTransport };
  /** Queues mails in a transaction of their own. */
  queue(...mails: readonly MailToQueue[]): Promise<void>;
  close(): Promise<void>;
}

/** A database, a mail server and a transport to it, for tests about mails. */
export async function startPostOffice(publicOrigin: string): Promise<PostOffice> {
  const database = await createTestDatabase();
  const smtp = await startSmtpServer();
  const mailTransport = createMailTransport({ smtpUrl: smtp.url, publicOrigin });
  return {
    db: database.db,
    smtp,
    deps: { ...testDeps(database.db), mailTransport },
    queue: (...mails) => inTransaction(database.db, (tx) => queueMails(tx, mails)),
    async close() {
      mailTransport.close();
      await smtp.close();
      await database.close();
    },
  };
}
