import type { OrderId } from "@cartwright/contracts/ids";
import { Mail, MailPage } from "@cartwright/contracts/shop";
import { inTransaction } from "@cartwright/db/transaction";
import { SHOP_NAME } from "@cartwright/messages/shop-name";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getOrder } from "../orders/get-order.ts";
import { openOrderLink } from "../orders/open-order-link.ts";
import { revokeOrderLinks } from "../orders/revoke-order-links.ts";
import { createMember, createOrder, newGuest } from "../testing/fixtures.ts";
import { type PostOffice, startPostOffice } from "../testing/post-office.ts";
import type { AccountMail } from "./account-mail-templates.ts";
import { getMail } from "./get-mail.ts";
import { listMails } from "./list-mails.ts";
import { createMailTransport } from "./mail-transport.ts";
import { queueOrderCancelledMails, queueOrderConfirmedMails, queueOrderRefundedMails } from "./order-mails.ts";
import { markSent } from "./mails.sql.ts";
import { renewOrderLink } from "./renew-order-link.ts";
import { queueMails } from "./queue-mail.ts";
import { resendMail } from "./resend-mail.ts";
import { sendMail, sendMails } from "./send-mail.ts";

const SITE = { publicOrigin: "https://shop.example.com" };
const { publicOrigin } = SITE;
let office: PostOffice;

beforeAll(async () => {
  office = await startPostOffice(publicOrigin);
});
afterAll(() => office.close());

const mayMail = async () => true;
const mailsTo = (recipient: string) =>
  office.db.selectFrom("notifications.mails").selectAll().where("recipient", "=", recipient).execute();
const jobsOf = (mailId: string) =>
  office.db.selectFrom("saga.outbox").select(["name", "kind", "payload"]).where("key", "=", mailId).execute();

let people = 0;
async function queuedMail(mail: AccountMail = { template: "welcome", firstName: "Kim", shopLink: publicOrigin }) {
  people += 1;
  const to = `person-${people}@example.com`;
  await office.queue({ ...mail, to });
  const [stored] = await mailsTo(to);
  if (!stored) throw new Error("not queued");
  return stored;
}
const reread = async (id: string) => (await mailsTo((await getMail(office.deps, id)).recipient))[0];

describe("a queued mail", () => {
  it("is stored with the job that sends it, in the transaction of its cause", async () => {
    const mail = await queuedMail();
    expect(mail).toMatchObject({
      state: "queued",
      template: "welcome",
      subject: `Welcome to ${SHOP_NAME}`,
      attempts: 0,
    });
    expect(await jobsOf(mail.id)).toEqual([{ name: "mail.send", kind: "task", payload: { mailId: mail.id } }]);
    const broken = inTransaction(office.db, async (tx) => {
      await queueMails(tx, [{ template: "account_deleted", firstName: "", to: "never@example.com" }]);
      throw new Error("no");
    });
    await expect(broken).rejects.toThrow("no");
    expect(await mailsTo("never@example.com")).toEqual([]);
  });

  it("with a key that was used is not stored and not sent again", async () => {
    const to = "once@example.com";
    const mail = { template: "account_deleted", firstName: "Kim", to, dedupeKey: "deleted:1" } as const;
    await Promise.all([office.queue(mail), office.queue(mail), office.queue(mail, mail)]);
    const stored = await mailsTo(to);
    expect(stored).toHaveLength(1);
    expect(await jobsOf(stored[0]?.id ?? "")).toHaveLength(1);
  });
});

describe("sending", () => {
  it("hands the mail to the server as HTML and text, once, though ten jobs come at once", async () => {
    const mail = await queuedMail({ template: "welcome", firstName: "Zoë", shopLink: publicOrigin });
    const before = office.smtp.offered();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => sendMail(office.deps, { mailId: mail.id })),
    );
    for (const outcome of outcomes.filter((one) => one.status === "rejected")) {
      expect(outcome.reason).toMatchObject({ reason: "unavailable", retry: true });
    }
    await sendMail(office.deps, { mailId: mail.id });
    expect(office.smtp.offered() - before).toBe(1);
    const wire = office.smtp.taken.at(-1) ?? "";
    expect(wire).toContain(`To: ${mail.recipient}`);
    expect(wire).toContain("no-reply@shop.example.com");
    expect(wire).toContain(`<${mail.id}@shop.example.com>`);
    expect(wire).toContain("text/plain");
    expect(wire).toContain("text/html");
    expect(await reread(mail.id)).toMatchObject({ state: "sent", attempts: 1, error: null, html: mail.html });
  });

  it("that the server puts off, or hangs up on, is tried again later", async () => {
    const mail = await queuedMail();
    office.smtp.replyNext("later", "hang-up");
    for (const attempts of [1, 2]) {
      await expect(sendMail(office.deps, { mailId: mail.id })).rejects.toMatchObject({
        reason: "unavailable",
        retry: true,
      });
      expect(await reread(mail.id)).toMatchObject({ state: "queued", attempts, claimed_until: null, sent_at: null });
    }
    await sendMail(office.deps, { mailId: mail.id });
    expect(await reread(mail.id)).toMatchObject({ state: "sent", attempts: 3, error: null });
  });

  it("that the server refuses for good is kept as failed, and not tried again", async () => {
    const mail = await queuedMail();
    office.smtp.replyNext("refuse");
    await sendMail(office.deps, { mailId: mail.id });
    const before = office.smtp.offered();
    await sendMail(office.deps, { mailId: mail.id });
    expect(office.smtp.offered()).toBe(before);
    const failed = await reread(mail.id);
    expect(failed).toMatchObject({ state: "failed", attempts: 1, sent_at: null });
    expect(failed?.error).toContain("550");
  });

  it("forgets the text of a mail that lets its reader in, once it has left", async () => {
    const link = `${publicOrigin}/reset?token=very-secret-token-of-a-person`;
    const mail = await queuedMail({ template: "reset", firstName: "Kim", link, validMinutes: 30 });
    expect(mail.text).toContain(link);
    await sendMail(office.deps, { mailId: mail.id });
    expect(office.smtp.taken.at(-1)?.replaceAll("=\r\n", "").replaceAll("=3D", "=")).toContain("very-secret-token");
    expect(JSON.stringify(await reread(mail.id))).not.toContain("very-secret-token");
    await expect(inTransaction(office.db, (tx) => resendMail(tx, mail.id))).rejects.toMatchObject({
      reason: "illegal_transition",
    });
  });

  it("forgets the text of a mail with a secret that the server refuses for good, and keeps it while it may still leave", async () => {
    const code = "2345-6789-2345-7K2M";
    const gift = {
      amount: "50.00 EUR",
      code,
      message: "",
      isReplacement: false,
      lastDay: null,
      shopLink: publicOrigin,
    };
    const mail = await queuedMail({ template: "gift_card", ...gift });
    office.smtp.replyNext("later");
    await expect(sendMail(office.deps, { mailId: mail.id })).rejects.toMatchObject({ reason: "unavailable" });
    expect((await reread(mail.id))?.text).toContain(code);
    office.smtp.replyNext("refuse");
    await sendMail(office.deps, { mailId: mail.id });
    expect(await reread(mail.id)).toMatchObject({ state: "failed" });
    expect(JSON.stringify(await reread(mail.id))).not.toContain(code);
  });

  it("continues with the others after one that fails, and returns which", async () => {
    const mails = [await queuedMail(), await queuedMail(), await queuedMail()];
    office.smtp.replyNext("take", "later", "take");
    const failures = await sendMails(
      office.deps,
      mails.map((mail) => mail.id),
    );
    expect([...failures.keys()]).toEqual([mails[1]?.id]);
    const states = await Promise.all(mails.map(async (mail) => (await getMail(office.deps, mail.id)).state));
    expect(states).toEqual(["sent", "queued", "sent"]);
  });

  it("of a mail that is gone is done", async () => {
    await expect(sendMail(office.deps, { mailId: crypto.randomUUID() })).resolves.toBeUndefined();
  });

  it("without a server only records, and keeps the text for the mailbox", async () => {
    const recordOnly = { ...office.deps, mailTransport: createMailTransport({ publicOrigin }) };
    const link = `${publicOrigin}/verify?token=something-or-other`;
    const mail = await queuedMail({ template: "verify", firstName: "Kim", link });
    const before = office.smtp.offered();
    await sendMail(recordOnly, { mailId: mail.id });
    expect(await sendMails(recordOnly, [mail.id, mail.id])).toEqual(new Map());
    expect(office.smtp.offered()).toBe(before);
    expect(await reread(mail.id)).toMatchObject({ state: "sent", attempts: 1, text: mail.text });
  });
});

describe("mails about orders", () => {
  const orderMails = (orderId: OrderId) =>
    office.db
      .selectFrom("notifications.mails")
      .select(["template", "recipient", "html", "text", "id"])
      .where("order_id", "=", orderId)
      .orderBy("created_at")
      .execute();

  it("go to each order's address with a link that opens that order, once for each occasion", async () => {
    const orders = [
      await createOrder(office.db, newGuest(), { email: "a@example.com" }),
      await createOrder(office.db, newGuest(), { email: "b@example.com" }),
    ];
    const ids = orders.map((order) => order.id);
    for (let time = 0; time < 2; time += 1) {
      await inTransaction(office.db, (tx) => queueOrderConfirmedMails(tx, ids, SITE));
    }
    for (const [index, order] of orders.entries()) {
      const mails = await orderMails(order.id);
      expect(mails).toMatchObject([{ template: "order_confirmed", recipient: `${"ab"[index]}@example.com` }]);
      const link = new URL(/https:\S+\/orders\/\S+/.exec(mails[0]?.text ?? "")?.[0] ?? "");
      expect([link.pathname, link.search]).toEqual([`/orders/${order.number}/open`, ""]);
      const key = new URLSearchParams(link.hash.slice(1)).get("key") ?? "";
      const reader = newGuest();
      await openOrderLink(office.deps, reader, { number: order.number, key });
      expect((await getOrder(office.deps, reader, { number: order.number })).number).toBe(order.number);
    }
  });

  it("tell a mailbox once an hour of orders that were not paid, whoever places them, and of every order that took money", async () => {
    const email = "patient@example.com";
    const shopper = newGuest();
    const failed = { email, state: { status: "cancelled", paymentStatus: "failed" } } as const;
    const attempts = [];
    for (let index = 0; index < 4; index += 1) attempts.push((await createOrder(office.db, shopper, failed)).id);
    const paid = await createOrder(office.db, shopper, {
      email,
      state: { status: "cancelled", paymentStatus: "refunded" },
    });
    const another = await createOrder(office.db, newGuest(), { ...failed, email: "Patient+2@example.com" });
    await sql`update orders.orders set created_at = now() where email ilike 'patient%'`.execute(office.db);
    for (const id of [...attempts, paid.id, another.id])
      await inTransaction(office.db, (tx) => queueOrderCancelledMails(tx, [id], SITE));
    const mails = await office.db
      .selectFrom("notifications.mails")
      .select("order_id")
      .where("recipient", "ilike", "patient%")
      .execute();
    expect(mails.map((mail) => mail.order_id)).toEqual([attempts[0], paid.id]);
  });

  it("bring a new link on request, once an hour, and keep no key once they are sent", async () => {
    const { id, number } = await createOrder(office.db, newGuest(), { email: "lost@example.com" });
    await renewOrderLink(office.deps, SITE, { number, mayMail });
    await renewOrderLink(office.deps, SITE, { number, mayMail });
    const [mail, ...more] = await orderMails(id);
    expect([mail?.template, more]).toEqual(["order_link", []]);
    expect(mail?.text).toMatch(/#key=[\w-]{43}/);
    await markSent(office.db, mail?.id ?? "", false);
    const [kept] = await orderMails(id);
    expect(kept?.text).toContain(`/orders/${number}/open`);
    expect(`${kept?.text} ${kept?.html}`).not.toContain("#key=");
  });

  it("bring no new link, and say nothing, when the budget of the mailbox does not allow it", async () => {
    const { id, number } = await createOrder(office.db, newGuest(), { email: "flooded@example.com" });
    const asked: string[] = [];
    const mayNot = async (email: string) => asked.push(email) === 0;
    await renewOrderLink(office.deps, SITE, { number, mayMail: mayNot });
    expect(asked).toEqual(["flooded@example.com"]);
    expect(await orderMails(id)).toEqual([]);
  });

  it("bring no new link to an order whose links are revoked", async () => {
    const { id, number } = await createOrder(office.db, newGuest(), { email: "revoked@example.com" });
    const { userId: by } = await createMember(office.db, { role: "support" });
    await inTransaction(office.db, (tx) => revokeOrderLinks(tx, { orderId: id, by }));
    await renewOrderLink(office.deps, SITE, { number, mayMail });
    expect(await orderMails(id)).toEqual([]);
  });

  it("tell a cancellation once, and every further refund", async () => {
    const { id } = await createOrder(office.db, newGuest(), { totalMinor: 5_000 });
    const setRefunded = (refunded: number) =>
      office.db.updateTable("orders.orders").set({ refunded_minor: refunded }).where("id", "=", id).execute();
    await inTransaction(office.db, (tx) => queueOrderCancelledMails(tx, [id, id], SITE));
    for (const refunded of [1_000, 1_000, 2_500]) {
      await setRefunded(refunded);
      await inTransaction(office.db, (tx) => queueOrderRefundedMails(tx, [id], SITE));
    }
    const mails = await orderMails(id);
    expect(mails.map((mail) => mail.template)).toEqual(["order_cancelled", "order_refunded", "order_refunded"]);
    expect(mails.at(-1)?.text).toContain("€25.00 of €50.00");
  });
});

describe("the mailbox", () => {
  it("lists every mail once, newest first, and opens each; a mail sent again is a new one", async () => {
    const mail = await queuedMail();
    await inTransaction(office.db, (tx) => resendMail(tx, mail.id));
    const stored = await office.db.selectFrom("notifications.mails").select("id").execute();
    const listed: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 20; page += 1) {
      const response = await listMails(office.deps, { limit: 4, ...(cursor ? { cursor } : {}) });
      expect(MailPage.parse(response)).toEqual(response);
      listed.push(...response.items.map((item) => item.id));
      if (!response.nextCursor) break;
      cursor = response.nextCursor;
    }
    expect(listed.toSorted()).toEqual(stored.map((row) => row.id).toSorted());
    const newest = await getMail(office.deps, listed[0] ?? "");
    expect(Mail.parse(newest)).toEqual(newest);
    expect(newest).toMatchObject({ recipient: mail.recipient, html: mail.html, state: "queued" });
    expect(newest.id).not.toBe(mail.id);
    await expect(getMail(office.deps, crypto.randomUUID())).rejects.toMatchObject({ reason: "not_found" });
  });
});
