import { mailboxOf } from "@cartwright/contracts/mailbox";
import { CustomerId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { createMember, createOrder, createUser, newGuest } from "../../testing/fixtures.ts";
import { addCustomerNote } from "./change-notes.ts";
import { changeCustomerTags } from "./change-tags.ts";
import { fillCustomers, refreshCustomers } from "./refresh-customers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const ALL = 10_000;
const refresh = () => refreshCustomers(database, ALL);
const mark = () => `m${newId().slice(-12)}`;

/** The customer who has an address. */
async function customerOf(email: string) {
  const { rows } = await sql<{ id: string; is_member: boolean; orders: number; spent_minor: number; name: string }>`
    select c.id, c.is_member, c.orders, c.spent_minor, c.first_name as name
    from accounts.customer_emails as e join accounts.customers as c on c.id = e.customer_id where e.email = ${email}`.execute(
    database.db,
  );
  return rows[0];
}

const verify = (id: string) =>
  sql`update accounts.users set email_verified_at = now() where id = ${id}`.execute(database.db);

it("has the mailbox of an address in the same form as the promotions count it by", async () => {
  const emails = ["a.b.c+tag@example.com", "plain@example.com", "a.b+x+y@googlemail.com", "ö.ä@xn--bcher-kva.example"];
  for (const email of emails) {
    const { rows } = await sql<{ box: string }>`select accounts.mailbox_of(${email}) as box`.execute(database.db);
    expect(rows[0]?.box).toBe(mailboxOf(email));
  }
});

it("makes one customer of the guests of one mailbox, with the sums of their confirmed orders less refunds", async () => {
  const one = `kim.${mark()}@example.com`;
  const tagged = one.replace("@", "+news@");
  const first = await createOrder(database.db, newGuest(), { email: one, status: "confirmed", totalMinor: 4_000 });
  await createOrder(database.db, newGuest(), { email: tagged, status: "delivered", totalMinor: 1_000 });
  await createOrder(database.db, newGuest(), { email: tagged, status: "cancelled", totalMinor: 9_000 });
  await createOrder(database.db, newGuest(), { email: `x${one}`, status: "confirmed", totalMinor: 7_000 });
  await refresh();
  expect(await customerOf(one)).toMatchObject({ is_member: false, orders: 2, spent_minor: 5_000 });
  expect((await customerOf(tagged))?.id).toBe((await customerOf(one))?.id);
  expect((await customerOf(`x${one}`))?.id).not.toBe((await customerOf(one))?.id);
  await sql`update orders.orders set refunded_minor = 1500 where id = ${first.id}`.execute(database.db);
  await refresh();
  expect(await customerOf(one)).toMatchObject({ spent_minor: 3_500 });
  await sql`update orders.orders set email = ${`moved-${one}`} where id = ${first.id}`.execute(database.db);
  await refresh();
  expect(await customerOf(one)).toMatchObject({ orders: 1, spent_minor: 1_000 });
  expect(await customerOf(`moved-${one}`)).toMatchObject({ orders: 1, spent_minor: 2_500 });
});

it("knows no guest of an order that is not settled yet", async () => {
  const email = `pending.${mark()}@example.com`;
  const { id } = await createOrder(database.db, newGuest(), { email, status: "pending" });
  await refresh();
  expect(await customerOf(email)).toBeUndefined();
  await sql`update orders.orders set status = 'confirmed' where id = ${id}`.execute(database.db);
  await refresh();
  expect(await customerOf(email)).toMatchObject({ orders: 1 });
});

it("gives a member what they ordered as a guest once the address is verified, with notes and tags, and not before", async () => {
  const email = `late.${mark()}@example.com`;
  await createOrder(database.db, newGuest(), { email, status: "confirmed", totalMinor: 2_000 });
  await refresh();
  const guest = await customerOf(email);
  const id = CustomerId.parse(guest?.id);
  const { userId: authorId } = await createMember(database.db, { role: "support" });
  await inTransaction(database.db, async (tx) => {
    await addCustomerNote(tx, { id: newId(), customerId: id, authorId, body: "Prefers the telephone." });
    await changeCustomerTags(tx, id, { add: ["vip"], remove: [] });
  });
  const member = await createUser(database.db, { email });
  await refresh();
  expect(await customerOf(email)).toEqual(guest);
  await verify(member.id);
  await refresh();
  expect(await customerOf(email)).toMatchObject({ id: member.id, is_member: true, orders: 1, spent_minor: 2_000 });
  const { rows } = await sql<{ notes: number; tags: string[]; merged: string }>`
    select (select count(*)::int from accounts.customer_notes where customer_id = ${member.id}) as notes,
      array(select tag from accounts.customer_tags where customer_id = ${member.id}) as tags,
      (select into_id from accounts.customer_merges where id = ${id}) as merged`.execute(database.db);
  expect(rows).toEqual([{ notes: 1, tags: ["vip"], merged: member.id }]);
  // What they order as a guest from now on is theirs, whatever they put behind a plus sign.
  await createOrder(database.db, newGuest(), {
    email: email.replace("@", "+b@"),
    status: "confirmed",
    totalMinor: 500,
  });
  await refresh();
  expect(await customerOf(email)).toMatchObject({ orders: 2, spent_minor: 2_500 });
  // Only staff see it together: no order has changed hands.
  const own = await sql`select from orders.orders where user_id = ${member.id}`.execute(database.db);
  expect(own.rows).toHaveLength(0);
});

it("leaves an address with whoever verified its mailbox first, and gives the second their own", async () => {
  const tag = mark();
  const [one, other] = [`an.na.${tag}@example.com`, `anna.${tag}@example.com`];
  const first = await createUser(database.db, { email: one });
  const second = await createUser(database.db, { email: other });
  await verify(first.id);
  await refresh();
  await verify(second.id);
  await refresh();
  expect((await customerOf(one))?.id).toBe(first.id);
  expect((await customerOf(other))?.id).toBe(second.id);
});

it("follows an account: name, status, staff and deletion", async () => {
  const user = await createUser(database.db);
  const stateOf = async () => {
    const { rows } =
      await sql`select email, first_name as name, status from accounts.customers where id = ${user.id}`.execute(
        database.db,
      );
    return rows[0];
  };
  expect(await stateOf()).toEqual({ email: user.email, name: "Kim", status: "active" });
  await sql`update accounts.users set first_name = 'Lee', status = 'disabled' where id = ${user.id}`.execute(
    database.db,
  );
  expect(await stateOf()).toMatchObject({ name: "Lee", status: "disabled" });
  await sql`update accounts.users set role = 'support', status = 'active' where id = ${user.id}`.execute(database.db);
  expect(await stateOf()).toMatchObject({ status: "hidden" });
  await sql`update accounts.users set role = 'shopper' where id = ${user.id}`.execute(database.db);
  expect(await stateOf()).toMatchObject({ status: "active" });
  await sql`update accounts.users set status = 'deleted' where id = ${user.id}`.execute(database.db);
  expect(await stateOf()).toBeUndefined();
});

it("takes each change once when several workers refresh at the same time", async () => {
  const tag = mark();
  for (let n = 0; n < 6; n += 1) {
    await createOrder(database.db, newGuest(), {
      email: `many+${n}.${tag}@example.com`,
      status: "confirmed",
      totalMinor: 100,
    });
    await createOrder(database.db, newGuest(), {
      email: `other${n}.${tag}@example.com`,
      status: "confirmed",
      totalMinor: 100,
    });
  }
  while ((await Promise.all([1, 2, 3].map(() => refreshCustomers(database, 4)))).some((taken) => taken > 0));
  expect(await customerOf(`many+0.${tag}@example.com`)).toMatchObject({ orders: 6, spent_minor: 600 });
  expect(await customerOf(`other5.${tag}@example.com`)).toMatchObject({ orders: 1, spent_minor: 100 });
  const { rows } = await sql`select from accounts.customer_changes`.execute(database.db);
  expect(rows).toHaveLength(0);
});

it("fills the list of a shop that had accounts and orders before, some at a time", async () => {
  const tag = mark();
  const user = await createUser(database.db, { email: `old.${tag}@example.com` });
  const owner = { ...(await createMember(database.db)), userId: user.id };
  await createOrder(database.db, owner, { status: "confirmed", totalMinor: 300 });
  await createOrder(database.db, newGuest(), {
    email: `past.${tag}@example.com`,
    status: "confirmed",
    totalMinor: 400,
  });
  await sql`delete from accounts.customers`.execute(database.db);
  await sql`delete from accounts.customer_changes`.execute(database.db);
  let rounds = 0;
  while ((await fillCustomers(database, 3)) > 0) rounds += 1;
  expect(rounds).toBeGreaterThan(2);
  await refresh();
  expect(await customerOf(`past.${tag}@example.com`)).toMatchObject({ orders: 1, spent_minor: 400 });
  const { rows } = await sql`select orders, spent_minor from accounts.customers where id = ${user.id}`.execute(
    database.db,
  );
  expect(rows).toEqual([{ orders: 1, spent_minor: 300 }]);
  expect(await fillCustomers(database, 3)).toBe(0);
});
