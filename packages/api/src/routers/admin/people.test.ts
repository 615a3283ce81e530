import { Customer, CustomerPage, StaffMember, StaffPage } from "@cartwright/contracts/admin-people";
import { CustomerId, type UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, createSession, createUser, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const callerOf = (actor: Actor) => createCaller(testContext(testApiDeps(database.db), { actor }));
const staff = async (role: Role = "support") => callerOf(await createMember(database.db, { role })).admin;

describe("the list of customers", () => {
  it("finds by the beginnings of words of names and addresses, in any case, and takes signs for spaces", async () => {
    // It begins with a letter that no word of the searches below begins with.
    const mark = `m${newId().slice(-12)}`;
    const ada = await createUser(database.db, { email: `ada.lane+${mark}@example.com`, firstName: "Ada" });
    const odd = await createUser(database.db, { email: `odd_one-${mark}@example.com`, firstName: "O%d" });
    const { customers } = await staff();
    const find = async (query: string) => (await customers.list({ query })).items.map((item) => item.id);
    expect(await find(mark)).toEqual([odd.id, ada.id]);
    expect(await find(mark.toUpperCase())).toEqual([odd.id, ada.id]);
    expect(await find(`ADA ${mark}`)).toEqual([ada.id]);
    expect(await find(`a ${mark}`)).toEqual([ada.id]);
    expect(await find(`lane+${mark}`)).toEqual([ada.id]);
    expect(await find(`odd_one ${mark}`)).toEqual([odd.id]);
    expect(await find(`oddXone ${mark}`)).toEqual([]);
    expect(await find(`dd ${mark}`)).toEqual([]);
    expect(await find(`o%d ${mark}`)).toEqual([odd.id]);
    expect(await find("%")).toEqual([]);
    expect(await find(`nobody ${mark}`)).toEqual([]);
  });

  it("contains only customers, shows who is locked or disabled, and pages without gaps or duplicates", async () => {
    const mark = newId().slice(-12);
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1)
      made.unshift((await createUser(database.db, { email: `p${index}.${mark}@example.com` })).id);
    await createUser(database.db, { email: `staff.${mark}@example.com`, role: "support" });
    const [disabled = "", locked = ""] = made;
    await database.db.updateTable("accounts.users").set({ status: "disabled" }).where("id", "=", disabled).execute();
    await sql`insert into accounts.login_guards (email_hash, tries, failures, locked_until)
      values (sha256(convert_to(${`p3.${mark}@example.com`}, 'UTF8')), 6, 6, now() + interval '5 minutes')`.execute(
      database.db,
    );
    const { customers } = await staff();
    const pages: CustomerPage[] = [];
    let cursor: string | undefined;
    do {
      const page = await customers.list({ query: mark, limit: 2, ...(cursor ? { cursor } : {}) });
      expect(CustomerPage.parse(page)).toEqual(page);
      pages.push(page);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const items = pages.flatMap((page) => page.items);
    expect(pages.map((page) => page.items.length)).toEqual([2, 2, 1]);
    expect(items.map((item) => item.id)).toEqual(made);
    expect(items.filter((item) => item.lockedUntil !== null).map((item) => item.id)).toEqual([locked]);
    expect((await customers.list({ query: mark, status: "disabled" })).items.map((item) => item.id)).toEqual([
      disabled,
    ]);
    expect((await customers.list({ query: mark, status: "active" })).items).toHaveLength(4);
    await expect(customers.list({ cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("is served by indexes for every filter", async () => {
    await database.db.connection().execute(async (db) => {
      const explain = async (statement: string) => {
        const { rows } = await sql<{ "QUERY PLAN": string }>`explain ${sql.raw(statement)}`.execute(db);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      };
      const people = (where: string) =>
        explain(`select u.id from accounts.users as u where ${where} order by u.created_at desc, u.id desc limit 51`);
      // A small table is scanned whatever indexes it has. Scans are discouraged to see whether there is an index.
      await sql`set enable_seqscan = off`.execute(db);
      await sql`set enable_sort = off`.execute(db);
      expect(await people("u.role <> 'shopper' and u.status <> 'deleted'")).toContain("users_staff_newest");
      await sql`reset all`.execute(db);
    });
  });
});

describe("a customer", () => {
  it("shows orders, devices and the lock; network addresses and the amount spent only to those who may disable", async () => {
    const actor = await createMember(database.db);
    const id = actor.userId;
    await createOrder(database.db, actor, { status: "confirmed", totalMinor: 4_200, ageSeconds: 60 });
    await createOrder(database.db, actor, { status: "delivered", totalMinor: 800, ageSeconds: 50 });
    const cancelled = await createOrder(database.db, actor, { status: "cancelled", totalMinor: 9_900 });
    await createOrder(database.db, newGuest(), { status: "confirmed", totalMinor: 7_777 });
    await createSession(database.db, id, { address: "203.0.113.9" });
    await createSession(database.db, id, { address: "203.0.113.10", endsInSeconds: -60 });
    // One that has not reached its maximum age but has been idle for too long.
    const resting = await createSession(database.db, id, { address: "203.0.113.11" });
    await sql`update accounts.refresh_tokens set expires_at = now() where session_id = ${resting}`.execute(database.db);
    await sql`insert into accounts.login_guards (email_hash, tries, failures)
      select sha256(convert_to(email, 'UTF8')), 2, 2 from accounts.users where id = ${id}`.execute(database.db);

    const seen = await (await staff("manager")).customers.get({ id: CustomerId.parse(id) });
    expect(Customer.parse(seen)).toEqual(seen);
    expect(seen).toMatchObject({
      status: "active",
      failedTries: 2,
      lockedUntil: null,
      orders: { count: 3, spentMinor: 5_000, currency: "EUR" },
      sessions: [{ address: "203.0.113.9", place: { kind: "unknown" } }],
    });
    expect(seen.recentOrders.map((order) => order.totalMinor)).toEqual([9_900, 800, 4_200]);
    expect(seen.recentOrders[0]?.number).toBe(cancelled.number);

    const glimpse = await (await staff("support")).customers.get({ id: CustomerId.parse(id) });
    expect(glimpse).toEqual({
      ...seen,
      orders: { ...seen.orders, spentMinor: null, sums: null },
      sessions: [{ ...seen.sessions[0], address: null, place: null }],
    });
  });

  it("that is missing, deleted, or staff gets the same response", async () => {
    const deleted = await createUser(database.db);
    await database.db.updateTable("accounts.users").set({ status: "deleted" }).where("id", "=", deleted.id).execute();
    const colleague = await createUser(database.db, { role: "manager" });
    const { customers } = await staff("manager");
    const errors = [];
    for (const id of [newId<UserId>(), deleted.id, colleague.id])
      errors.push(
        await customers
          .get({ id: CustomerId.parse(id) })
          .catch((error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "")),
      );
    expect(new Set(errors)).toEqual(new Set(["TRPCError: We couldn't find that."]));
  });
});

describe("staff", () => {
  it("are listed with their roles and when they were last active; their addresses are for admins", async () => {
    const { userId } = await createMember(database.db, { role: "manager" });
    await createSession(database.db, userId, { address: "203.0.113.9" });
    const { staff: admin } = await staff("admin");
    const page = await admin.list({});
    expect(StaffPage.parse(page)).toEqual(page);
    const roles = page.items.map((item) => item.role);
    expect(roles).toContain("manager");
    expect(roles).not.toContain("shopper");
    expect(page.items.find((item) => item.id === userId)?.lastSeenAt).toEqual(expect.any(String));
    const member = await admin.get({ id: userId });
    expect(StaffMember.parse(member)).toEqual(member);
    expect(member.sessions).toMatchObject([{ address: "203.0.113.9" }]);
    const seen = await (await staff("manager")).staff.get({ id: userId });
    expect(seen.sessions).toMatchObject([{ address: null, place: null }]);
    const shopper = await createUser(database.db);
    await expect(admin.get({ id: shopper.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect((await staff("support")).staff.list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
