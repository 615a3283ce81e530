import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDeps } from "../testing/fixtures.ts";
import { createConfirmedOrder, setSeller } from "../testing/invoices.ts";
import { queueOrderConfirmedMails, queueOrderLinkMails } from "./order-mails.ts";
import { sendMail } from "./send-mail.ts";
import type { OutgoingMail } from "./mail-transport.ts";

let database: TestDatabase;
const sent: OutgoingMail[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await setSeller(database.db);
});
afterAll(() => database.close());

const setAttached = (attached: boolean) =>
  sql`update invoices.settings set attached = ${attached}`.execute(database.db);

/** Sends the mails about a confirmed order: its confirmation, and a link to it. */
async function sendAbout(): Promise<OutgoingMail[]> {
  sent.length = 0;
  const { id } = await createConfirmedOrder(database.db);
  const site = { publicOrigin: "https://shop.example.com" };
  await inTransaction(database.db, async (tx) => {
    await queueOrderConfirmedMails(tx, [id], site);
    await queueOrderLinkMails(tx, [id], site);
  });
  const { rows } = await sql<{ id: string }>`
    select id from notifications.mails where order_id = ${id} order by template`.execute(database.db);
  const mailTransport = {
    records: false,
    send: async (mail: OutgoingMail) => void sent.push(mail),
    close: () => undefined,
  };
  for (const { id: mailId } of rows) await sendMail({ ...testDeps(database.db), mailTransport }, { mailId });
  return sent;
}

it("sends no invoice unless the shop wants it", async () => {
  expect((await sendAbout()).map(({ attachments }) => attachments)).toEqual([[], []]);
});

it("attaches the invoice to the confirmation, and to no other mail, issuing it where that is still to come", async () => {
  await setAttached(true);
  const [confirmation, link] = await sendAbout();
  expect(link?.attachments).toEqual([]);
  expect(confirmation?.attachments).toMatchObject([
    { filename: expect.stringMatching(/^INV-\d{4}-\d{5}\.pdf$/), contentType: "application/pdf" },
  ]);
  expect(confirmation?.attachments?.[0]?.content.subarray(0, 5).toString()).toBe("%PDF-");
  const { rows } = await sql`select from invoices.documents`.execute(database.db);
  expect(rows).toHaveLength(1);
});
