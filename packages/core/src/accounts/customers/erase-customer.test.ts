import { CustomerId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { createMember, createOrder, createSession, createUser, newGuest, testDeps } from "../../testing/fixtures.ts";
import { createGiftCard } from "../../testing/gift-cards.ts";
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

it("deletes a guest with what staff wrote, and keeps the orders", async () => {
  const email = `gone-${newId()}@example.com`;
  await createOrder(database.db, newGuest(), { email, status: "confirmed" });
  const card = await createGiftCard(database.db, { recipientEmail: email });
  await refreshCustomers(database, 1_000);
  const find = async () =>
    (
      await sql<{ id: string }>`select customer_id as id from accounts.customer_emails where email = ${email}`.execute(
        database.db,
      )
    ).rows[0]?.id;
  await erase((await find()) ?? "");
  expect(await find()).toBeUndefined();
  const { rows } = await sql`select from orders.orders where email = ${email}`.execute(database.db);
  expect(rows).toHaveLength(1);
  const gift = database.db.selectFrom("payments.gift_cards").select(["recipient_email", "balance_minor"]);
  expect(await gift.where("id", "=", card.id).executeTakeFirst()).toEqual({
    recipient_email: null,
    balance_minor: 5_000,
  });
});

it("is not for staff accounts, nor by those who may not", async () => {
  const colleague = await createUser(database.db, { role: "support" });
  await expect(erase(colleague.id)).rejects.toMatchObject({ reason: "not_found" });
  const user = await createUser(database.db);
  await expect(erase(user.id, "support")).rejects.toMatchObject({ reason: "forbidden" });
});
