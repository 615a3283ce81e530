import { CustomerId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { createMember, createOrder, createSession, createUser, newGuest, testDeps } from "../../testing/fixtures.ts";
import { createGiftCard } from "../../testing/gift-cards.ts";
import { addCustomerNote } from "./change-notes.ts";
import { changeCustomerTags } from "./change-tags.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { refreshCustomers } from "./refresh-customers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function erase(id: string, role: Role = "manager") {
  const { userId: actorId } = await createMember(database.db, { role });
  const act = {
    actorId,
    address: "203.0.113.1",
    requestId: "test",
    reason: "asked for it",
    needs: "customers:erase",
  } as const;
  await eraseCustomer(testDeps(database.db), CustomerId.parse(id), act);
}

/** What is left of a customer: notes, tags, and mails to their addresses. */
async function leftOf(id: CustomerId, emails: readonly string[]) {
  const { rows } = await sql`
    select (select count(*)::int from accounts.customer_notes where customer_id = ${id}) as notes,
      (select count(*)::int from accounts.customer_tags where customer_id = ${id}) as tags,
      (select count(*)::int from notifications.mails where recipient = any(${[...emails]}::text[])) as mails`.execute(
    database.db,
  );
  return rows[0];
}

it("deletes a member with the account, ends sessions, tells the owner, and keeps the orders", async () => {
  const user = await createUser(database.db);
  await createOrder(database.db, { ...(await createMember(database.db)), userId: user.id }, { status: "confirmed" });
  await createSession(database.db, user.id);
  await erase(user.id);
  const { rows } = await sql`
    select (select status from accounts.users where id = ${user.id}) as status,
      (select count(*)::int from accounts.customers where id = ${user.id}) as listed,
      (select count(*)::int from accounts.sessions where user_id = ${user.id} and revoked_at is null) as open,
      (select count(*)::int from orders.orders where user_id = ${user.id}) as orders,
      (select count(*)::int from notifications.mails where recipient = ${user.email} and template = 'account_deleted') as told,
      (select count(*)::int from audit.entries where subject_id = ${user.id} and action = 'customers.erase') as audited`.execute(
    database.db,
  );
  expect(rows).toEqual([{ status: "deleted", listed: 0, open: 0, orders: 1, told: 1, audited: 1 }]);
  await expect(erase(user.id)).rejects.toMatchObject({ reason: "not_found" });
});

it("deletes a guest with what staff wrote and what was mailed to any address, and keeps the orders", async () => {
  const email = `gone-${newId()}@example.com`;
  const earlier = email.replace("@", "+news@");
  for (const each of [earlier, email]) await createOrder(database.db, newGuest(), { email: each, status: "confirmed" });
  const cards = [];
  for (const recipientEmail of [earlier, email]) cards.push(await createGiftCard(database.db, { recipientEmail }));
  await refreshCustomers(database, 1_000);
  const find = async () =>
    (
      await sql<{ id: string }>`select customer_id as id from accounts.customer_emails where email = ${email}`.execute(
        database.db,
      )
    ).rows[0]?.id;
  const id = CustomerId.parse(await find());
  const { id: authorId } = await createUser(database.db, { role: "support" });
  await inTransaction(database.db, async (tx) => {
    await addCustomerNote(tx, { id: newId(), customerId: id, authorId, body: "Likes blue." });
    await changeCustomerTags(tx, id, { add: ["vip"], remove: [] });
    for (const to of [earlier, email])
      await queueMails(tx, [
        {
          template: "gift_card",
          to,
          amount: "€50.00",
          code: "x",
          message: "",
          isReplacement: false,
          lastDay: null,
          shopLink: "https://shop.example.com",
        },
      ]);
  });
  expect(await leftOf(id, [earlier, email])).toEqual({ notes: 1, tags: 1, mails: 2 });
  await erase(id);
  expect(await find()).toBeUndefined();
  expect(await leftOf(id, [earlier, email])).toEqual({ notes: 0, tags: 0, mails: 0 });
  const { rows } = await sql`select from orders.orders where email = ${email}`.execute(database.db);
  expect(rows).toHaveLength(1);
  const gifts = database.db.selectFrom("payments.gift_cards").select(["recipient_email", "balance_minor"]);
  const ids = cards.map((card) => card.id);
  expect(await gifts.where("id", "in", ids).execute()).toEqual([
    { recipient_email: null, balance_minor: 5_000 },
    { recipient_email: null, balance_minor: 5_000 },
  ]);
});

it("is not for staff accounts, nor by those who may not", async () => {
  const colleague = await createUser(database.db, { role: "support" });
  await expect(erase(colleague.id)).rejects.toMatchObject({ reason: "not_found" });
  const user = await createUser(database.db);
  await expect(erase(user.id, "support")).rejects.toMatchObject({ reason: "forbidden" });
});
