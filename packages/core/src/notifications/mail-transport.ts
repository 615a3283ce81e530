import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { createTransport } from "nodemailer";
import { supportsUtf8 } from "./supports-utf8.ts";

export interface OutgoingMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
}

export interface MailAttachment {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType: string;
}

/** How mails are sent. `records` is true where they are only stored for the mailbox page. */
export interface MailTransport {
  readonly records: boolean;
  /**
   * Sends a mail to the server. Throws {@link MailRefusedError} for a permanent refusal, and anything else for one that may
   * pass.
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The server refused this mail permanently (an SMTP 5xx response). */
export class MailRefusedError extends Error {
  override name = "MailRefusedError";
}

export interface MailTransportOptions {
  /** `smtp://user:password@host:port` or `smtps://…`. Without it mails are only stored. */
  readonly smtpUrl?: string | undefined;
  /** The shop's origin. Its host is the sender's domain. */
  readonly publicOrigin: string;
}

const TIMEOUT_MS = 15_000;
const CONNECTIONS_MAX = 3;

const RECORD_ONLY: MailTransport = { records: true, send: async () => undefined, close: () => undefined };

/** A pooled SMTP transport with time limits, or one that records only. */
export function createMailTransport(options: MailTransportOptions): MailTransport {
  if (!options.smtpUrl) return RECORD_ONLY;
  const host = new URL(options.publicOrigin).hostname;
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const server = new URL(options.smtpUrl);
  const connection = {
    host: server.hostname,
    port: Number(server.port) || undefined,
    secure: server.protocol === "smtps:",
    ...limits,
  };
  const smtp = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    ...limits,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    records: false,
    async send(mail) {
      try {
        if (!isAscii(mail.to) && !(await supportsUtf8(connection)))
          throw new MailRefusedError(`the mail server does not offer SMTPUTF8, which ${showDomain(mail.to)} needs`);
        await smtp.sendMail({
          from: { name: SHOP_NAME, address: `no-reply@${host}` },
          // An object, so that an address is never parsed as a list of several.
          to: { name: "", address: mail.to },
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          attachments: [...(mail.attachments ?? [])],
          // The same for every attempt: a server that got it twice can tell.
          messageId: `<${mail.id}@${host}>`,
          headers: { "auto-submitted": "auto-generated" },
        });
      } catch (error) {
        if (error instanceof MailRefusedError) throw error;
        throw isRefusal(error) ? new MailRefusedError("the mail server refused it", { cause: error }) : error;
      }
    },
    close: () => smtp.close(),
  };
}

const isAscii = (text: string) => /^[\u0000-\u007f]*$/.test(text); // oxlint-disable-line no-control-regex -- ASCII is what it asks

/** The domain of an address: errors go to the log, which names no people. */
const showDomain = (email: string) => `an address at ${email.slice(email.lastIndexOf("@") + 1)}`;

function isRefusal(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("responseCode" in error)) return false;
  const { responseCode } = error;
  // Not 535 and its kin: wrong credentials are ours to mend, and the mail can go then.
  const ours = "code" in error && error.code === "EAUTH";
  return typeof responseCode === "number" && responseCode >= 500 && responseCode < 600 && !ours;
}
