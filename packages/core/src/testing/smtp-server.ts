import { once } from "node:events";
import { createServer, type Socket } from "node:net";

/**
 * What the test mail server does with the next mail: accept it, defer it (451), refuse it (550), or close the connection.
 */
export type SmtpReply = "take" | "later" | "refuse" | "hang-up";

export interface SmtpServer {
  readonly url: string;
  /** The accepted mails, as received. */
  readonly taken: readonly string[];
  /** The senders and recipients, as they were given. */
  readonly commands: readonly string[];
  /** How many mails were offered, whatever happened to them. */
  readonly offered: () => number;
  /** The responses to the next mails. Afterwards it accepts them. */
  readonly replyNext: (...replies: SmtpReply[]) => void;
  close(): Promise<void>;
}

/** A mail server that speaks just enough SMTP for a client to deliver mails, with `utf8` also to addresses in any script. */
export async function startSmtpServer({ utf8 = false } = {}): Promise<SmtpServer> {
  const taken: string[] = [];
  const commands: string[] = [];
  const replies: SmtpReply[] = [];
  const sockets = new Set<Socket>();
  let offered = 0;

  function endOfMail(socket: Socket, mail: string): void {
    offered += 1;
    const reply = replies.shift() ?? "take";
    if (reply === "hang-up") socket.destroy();
    else if (reply === "later") socket.write("451 try again later\r\n");
    else if (reply === "refuse") socket.write("550 no such mailbox\r\n");
    else {
      taken.push(mail);
      socket.write("250 taken\r\n");
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let buffer = "";
    let inMail = false;
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      buffer += chunk.toString("utf8");
      for (;;) {
        const end = inMail ? buffer.indexOf("\r\n.\r\n") : buffer.indexOf("\r\n");
        if (end < 0) return;
        const piece = buffer.slice(0, end);
        buffer = buffer.slice(end + (inMail ? 5 : 2));
        if (inMail) {
          inMail = false;
          endOfMail(socket, piece);
        } else if (/^data$/i.test(piece)) {
          inMail = true;
          socket.write("354 go on\r\n");
        } else if (utf8 && /^ehlo/i.test(piece)) {
          socket.write("250-test\r\n250 SMTPUTF8\r\n");
        } else if (/^mail|^rcpt/i.test(piece)) {
          commands.push(piece);
          socket.write("250 ok\r\n");
        } else if (/^quit/i.test(piece)) {
          socket.end("221 bye\r\n");
        } else {
          socket.write("250 ok\r\n");
        }
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    commands,
    offered: () => offered,
    replyNext: (...next) => replies.push(...next),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
