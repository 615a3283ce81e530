import SMTPConnection from "nodemailer/lib/smtp-connection";

type Options = ConstructorParameters<typeof SMTPConnection>[0];

/**
 * Whether a mail server takes addresses that are not ASCII before the `@` (SMTPUTF8, RFC 6531). Asks it, and sends nothing.
 * Rejects when the server cannot be reached.
 */
export async function supportsUtf8(options: Options): Promise<boolean> {
  const connection = new SMTPConnection(options);
  try {
    return await new Promise<boolean>((resolve, reject) => {
      connection.once("error", reject);
      connection.once("end", () => reject(new Error("the mail server closed the connection")));
      // The last response is then that to EHLO, with the extensions.
      connection.connect(() => resolve(/[ -]SMTPUTF8\b/i.test(String(connection.lastServerResponse))));
    });
  } finally {
    connection.close();
  }
}
