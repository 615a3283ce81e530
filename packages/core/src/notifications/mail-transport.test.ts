import { afterEach, expect, test } from "vitest";
import { type SmtpServer, startSmtpServer } from "../testing/smtp-server.ts";
import { createMailTransport, type MailTransport } from "./mail-transport.ts";

let server: SmtpServer;
let transport: MailTransport;
afterEach(async () => {
  transport.close();
  await server.close();
});

async function send(to: string, options: { readonly utf8: boolean }): Promise<void> {
  server = await startSmtpServer(options);
  transport = createMailTransport({ smtpUrl: server.url, publicOrigin: "https://shop.example.com" });
  await transport.send({ id: "1", to, subject: "Hello", html: "<p>Hello</p>", text: "Hello" });
}

test("mails an address at an international domain by its ASCII form, on any server", async () => {
  await send("info@xn--bcher-kva.example", { utf8: false });
  expect(server.commands).toContain("RCPT TO:<info@xn--bcher-kva.example>");
  expect(server.taken[0]).toContain("To: info@xn--bcher-kva.example");
});

test("mails an address that is not ASCII before the @ as UTF-8, on a server that offers it", async () => {
  await send("josé@example.com", { utf8: true });
  expect(server.commands).toEqual(["MAIL FROM:<no-reply@shop.example.com> SMTPUTF8", "RCPT TO:<josé@example.com>"]);
  expect(server.taken).toHaveLength(1);
});

test("refuses it for good on a server that does not offer UTF-8, and says so without naming anyone", async () => {
  const error = await send("josé@example.com", { utf8: false }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({
    name: "MailRefusedError",
    message: "the mail server does not offer SMTPUTF8, which an address at example.com needs",
  });
  expect(server.taken).toEqual([]);
});
