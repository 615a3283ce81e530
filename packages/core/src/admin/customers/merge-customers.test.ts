import { CustomerId, type UserId } from "@cartwright/contracts/ids";
import { TAGS_MAX } from "@cartwright/contracts/order-notes";
import type { Role } from "@cartwright/contracts/permissions";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addCustomerNote } from "../../accounts/customers/change-notes.ts";
import { changeCustomerTags } from "../../accounts/customers/change-tags.ts";
import { refreshCustomers } from "../../accounts/customers/refresh-customers.ts";
import { newId, newOrderNumber } from "../../kernel/ids.ts";
import { customerKeyOf } from "../../promotions/customer-key.ts";
import {
  createMember,
  createOrder,
  createSession,
  createUser as addUser,
  newGuest,
  testDeps,
} from "../../testing/fixtures.ts";
import { getCustomer } from "./get-customer.ts";
import { mergeCustomers, previewMerge } from "./merge-customers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const idOf = (id: string) => CustomerId.parse(id);
const createUser = (db: Db, fixture: Parameters<typeof addUser>[1] = {}) =>
  addUser(db, { isVerified: true, ...fixture });
const ownerOf = async (userId: UserId) => ({ ...(await createMember(database.db)), userId });

async function merge(keptId: CustomerId, goneId: CustomerId, role: Role = "manager") {
  const actor = await createMember(database.db, { role });
  const act = { actor, address: "203.0.113.1", requestId: "test", reason: "same person by phone" };
  await mergeCustomers(testDeps(database.db), { keptId, goneId, reason: act.reason }, act);
}

const countOrders = async (userId: string) => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from orders.orders where user_id = ${userId}`.execute(database.db);
  return rows[0]?.count;
};

/** Another order of the same account. */
const copyOrder = (db: Db, id: string) =>
  sql`insert into orders.orders select (r).* from (
    select jsonb_populate_record(o, jsonb_build_object('id', ${newId()}::text, 'cart_id', ${newId()}::text,
      'idempotency_key', ${newId()}::text, 'number', ${newOrderNumber()}::text)) as r
    from orders.orders as o where o.id = ${id}) as copy`.execute(db);

const statusOf = async (id: string) =>
  (await database.db.selectFrom("accounts.users").select("status").where("id", "=", id).executeTakeFirst())?.status;

it("moves orders, addresses, notes and tags as it said before, ends the other account, and tells both", async () => {
  const [kept, gone] = [await createUser(database.db), await createUser(database.db)];
  const owner = await ownerOf(gone.id);
  await createOrder(database.db, owner, { status: "confirmed", totalMinor: 2_000 });
  await createOrder(database.db, await ownerOf(kept.id), { status: "confirmed", totalMinor: 500 });
  await createSession(database.db, gone.id);
  for (const [userId, many] of [
    [kept.id, 19],
    [gone.id, 3],
  ] as const)
    await sql`insert into accounts.addresses (id, user_id, address, is_default)
      select gen_random_uuid(), ${userId}, jsonb_build_object('name', 'Kim', 'line1', 'Street ' || n, 'city', 'Berlin', 'postalCode', '10115', 'country', 'DE'), n = 1
      from generate_series(1, ${many}::int) as n`.execute(database.db);
  await inTransaction(database.db, async (tx) => {
    await addCustomerNote(tx, { id: newId(), customerId: idOf(gone.id), authorId: kept.id, body: "Likes blue." });
    await changeCustomerTags(tx, idOf(gone.id), { add: ["vip", "trade"], remove: [] });
    await changeCustomerTags(tx, idOf(kept.id), { add: ["trade"], remove: [] });
  });
  await refreshCustomers(database, 10_000);
  const preview = await previewMerge(database.db, { keptId: idOf(kept.id), goneId: idOf(gone.id) }, "manager");
  expect(preview).toMatchObject({
    kept: { email: kept.email, kind: "member" },
    moves: { orders: 1, addresses: 1, notes: 1, tags: ["vip"], openReturns: 0 },
    drops: { sessions: 1, addresses: 2, account: true },
    refusals: [],
  });
  await merge(idOf(kept.id), idOf(gone.id));
  expect(await countOrders(gone.id)).toBe(0);
  const seen = await getCustomer(database.db, idOf(kept.id), {
    role: "manager",
    locateAddress: () => null,
  });
  expect(seen).toMatchObject({ orders: { count: 2, spentMinor: 2_500 }, tags: ["trade", "vip"] });
  expect(await statusOf(gone.id)).toBe("deleted");
  const { rows } = await sql<{ addresses: number; defaults: number; open: number; mails: string[]; listed: number }>`
    select (select count(*)::int from accounts.addresses where user_id = ${kept.id}) as addresses,
      (select count(*)::int from accounts.addresses where user_id = ${kept.id} and is_default) as defaults,
      (select count(*)::int from accounts.sessions where user_id = ${gone.id} and revoked_at is null) as open,
      (select count(*)::int from accounts.customers where id = ${gone.id}) as listed,
      array(select recipient from notifications.mails where template = 'customers_merged' and recipient in (${kept.email}, ${gone.email}) order by 1) as mails`.execute(
    database.db,
  );
  expect(rows[0]).toEqual({
    addresses: 20,
    defaults: 1,
    open: 0,
    listed: 0,
    mails: [kept.email, gone.email].toSorted(),
  });
  const entries = await database.db
    .selectFrom("audit.entries")
    .select(["action", "reason", "after"])
    .where("subject_id", "=", kept.id)
    .execute();
  expect(entries).toEqual([
    { action: "customers.merge", reason: "same person by phone", after: { orders: 1, sessionsEnded: 1 } },
  ]);
});

it("changes nothing the second time, and of two at once merges one", async () => {
  const [kept, gone] = [await createUser(database.db), await createUser(database.db)];
  await createOrder(database.db, await ownerOf(gone.id), { status: "confirmed" });
  await Promise.all([merge(idOf(kept.id), idOf(gone.id)), merge(idOf(kept.id), idOf(gone.id))]);
  await merge(idOf(kept.id), idOf(gone.id));
  expect(await countOrders(kept.id)).toBe(1);
  const entries = await database.db
    .selectFrom("audit.entries")
    .select("id")
    .where("subject_id", "=", kept.id)
    .execute();
  expect(entries).toHaveLength(1);
});

it("of two merges in opposite directions does one, and leaves no order without an account", async () => {
  const [one, other] = [await createUser(database.db), await createUser(database.db)];
  for (const { id } of [one, other]) await createOrder(database.db, await ownerOf(id), { status: "confirmed" });
  const both = await Promise.allSettled([merge(idOf(one.id), idOf(other.id)), merge(idOf(other.id), idOf(one.id))]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const counts = [await countOrders(one.id), await countOrders(other.id)];
  expect(new Set(counts)).toEqual(new Set([0, 2]));
});

it("takes along an order that is placed during the merge, before it or after it", async () => {
  const [kept, gone] = [await createUser(database.db), await createUser(database.db)];
  const first = await createOrder(database.db, await ownerOf(gone.id), { status: "confirmed" });
  const placed = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const placing = inTransaction(database.db, async (tx) => {
    await copyOrder(tx, first.id);
    placed.resolve();
    await commit.promise;
  });
  await placed.promise;
  const merging = merge(idOf(kept.id), idOf(gone.id));
  // It waits for the order that is being placed.
  await expect
    .poll(async () => {
      const { rows } = await sql`select from pg_locks as l join pg_stat_activity as a using (pid)
        where not l.granted and a.datname = current_database()`.execute(database.db);
      return rows.length;
    })
    .toBeGreaterThan(0);
  commit.resolve();
  await Promise.all([placing, merging]);
  expect(await countOrders(kept.id)).toBe(2);
  // A request that had read its session before the merge writes its order for the account that is gone.
  await sql`insert into orders.orders select (r).* from (
    select jsonb_populate_record(o, jsonb_build_object('id', ${newId()}::text, 'cart_id', ${newId()}::text, 'user_id', ${gone.id}::text,
      'idempotency_key', ${newId()}::text, 'number', ${newOrderNumber()}::text)) as r
    from orders.orders as o where o.id = ${first.id}) as copy`.execute(database.db);
  expect(await countOrders(kept.id)).toBe(3);
  expect(await countOrders(gone.id)).toBe(0);
});

it("merges a guest into a member and guests with each other, whose orders stay those of guests", async () => {
  const member = await createUser(database.db);
  const emails = [`ga-${newId()}@example.com`, `gb-${newId()}@example.com`];
  for (const email of emails)
    await createOrder(database.db, newGuest(), { email, status: "confirmed", totalMinor: 700 });
  await refreshCustomers(database, 10_000);
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from accounts.customer_emails where email = any(${emails}::text[]) order by email`.execute(
    database.db,
  );
  const [one, other] = rows.map(({ id }) => idOf(id));
  if (!one || !other) throw new Error("no guests");
  await merge(one, other);
  await expect(merge(one, idOf(member.id))).rejects.toMatchObject({ reason: "illegal_transition" });
  await merge(idOf(member.id), one);
  const seen = await getCustomer(database.db, idOf(member.id), {
    role: "manager",
    locateAddress: () => null,
  });
  expect(seen).toMatchObject({ orders: { count: 2, spentMinor: 1_400 } });
  expect(seen.otherEmails.toSorted()).toEqual(emails.toSorted());
  expect(await countOrders(member.id)).toBe(0);
});

it("refuses staff, disabled accounts, an account with a second factor unless for an admin, and oneself", async () => {
  const [kept, gone] = [await createUser(database.db), await createUser(database.db)];
  const colleague = await createUser(database.db, { role: "support" });
  const fails = (reason: string, [keptId, goneId] = [kept.id, gone.id], role: Role = "manager") =>
    expect(merge(idOf(keptId ?? ""), idOf(goneId ?? ""), role)).rejects.toMatchObject({ reason });
  await fails("not_found", [kept.id, colleague.id]);
  await fails("not_found", [colleague.id, gone.id]);
  await fails("not_found", [kept.id, newId()]);
  await fails("illegal_transition", [kept.id, kept.id]);
  await fails("forbidden", [kept.id, gone.id], "support");
  const set = (change: string) =>
    sql`update accounts.users set ${sql.raw(change)} where id = ${gone.id}`.execute(database.db);
  await set("status = 'disabled'");
  await fails("illegal_transition");
  await set("status = 'active', totp_secret = 'x', totp_enabled_at = now()");
  await fails("illegal_transition");
  const pair = { keptId: idOf(kept.id), goneId: idOf(gone.id) };
  expect((await previewMerge(database.db, pair, "manager")).refusals).toEqual(["second_factor"]);
  expect(await statusOf(gone.id)).toBe("active");
  await merge(pair.keptId, pair.goneId, "admin");
  expect(await statusOf(gone.id)).toBe("deleted");
});

it("makes the uses of promotions by both count for each of their addresses, and counts none twice in total", async () => {
  const [kept, gone] = [await createUser(database.db), await createUser(database.db)];
  const promotionId = newId();
  await sql`insert into promotions.promotions (id, code, kind, percent_bp, per_customer_limit, used)
    values (${promotionId}, ${`M${newId().slice(-10).toUpperCase()}`}, 'percentage', 1000, 1, 2)`.execute(database.db);
  const [first, second] = [await createOrder(database.db, newGuest()), await createOrder(database.db, newGuest())];
  for (const [order, email] of [
    [first.id, kept.email],
    [second.id, gone.email],
  ] as const)
    await sql`insert into promotions.redemptions (promotion_id, order_id, customer_key, customer_use)
      values (${promotionId}, ${order}, ${customerKeyOf(email)}, 1)`.execute(database.db);
  await merge(idOf(kept.id), idOf(gone.id));
  const { rows } = await sql<{ key: string; uses: number }>`
    select customer_key as key, count(*)::int as uses from promotions.redemptions
    where promotion_id = ${promotionId} and state = 'used' group by 1`.execute(database.db);
  expect(new Set(rows.map(({ key, uses }) => `${key} ${uses}`))).toEqual(
    new Set([kept.email, gone.email].map((email) => `${customerKeyOf(email)} 2`)),
  );
  const promotion = database.db.selectFrom("promotions.promotions").select("used").where("id", "=", promotionId);
  expect(await promotion.executeTakeFirst()).toEqual({ used: 2 });
});

it("gives nothing to an account whose address no one has verified, also when the other one's is", async () => {
  const [kept, gone] = [await createUser(database.db, { isVerified: false }), await createUser(database.db)];
  await createOrder(database.db, await ownerOf(gone.id), { status: "confirmed" });
  const pair = { keptId: idOf(kept.id), goneId: idOf(gone.id) };
  expect((await previewMerge(database.db, pair, "admin")).refusals).toEqual(["unverified"]);
  await expect(merge(pair.keptId, pair.goneId, "admin")).rejects.toMatchObject({ reason: "illegal_transition" });
  expect(await countOrders(gone.id)).toBe(1);
  await merge(pair.goneId, pair.keptId);
  expect(await statusOf(kept.id)).toBe("deleted");
});

it("leaves more tags than a customer may have to be removed one by one, and none to be added", async () => {
  const [kept, gone] = [await createUser(database.db), await createUser(database.db)];
  const change = (id: string, add: readonly string[], remove: readonly string[] = []) =>
    inTransaction(database.db, (tx) => changeCustomerTags(tx, idOf(id), { add, remove }));
  const tags = (prefix: string) => Array.from({ length: TAGS_MAX }, (_, at) => `${prefix}-${at}`);
  await change(kept.id, tags("one"));
  await change(gone.id, tags("other"));
  await merge(idOf(kept.id), idOf(gone.id));
  expect((await change(kept.id, [], ["one-0"])).after).toHaveLength(2 * TAGS_MAX - 1);
  await expect(change(kept.id, ["new"], ["one-1"])).resolves.toMatchObject({ after: { length: 2 * TAGS_MAX - 1 } });
  await expect(change(kept.id, ["more"])).rejects.toMatchObject({ reason: "invalid_input" });
});
