import { Customer, CustomerPage } from "@cartwright/contracts/admin-people";
import { CustomerId } from "@cartwright/contracts/ids";
import type { AdminListCustomers } from "@cartwright/contracts/admin-people";
import { TAGS_MAX } from "@cartwright/contracts/order-notes";
import type { Role } from "@cartwright/contracts/permissions";
import { refreshCustomers } from "@cartwright/core/accounts/customers/refresh-customers";
import { listCustomers } from "@cartwright/core/admin/customers/list-customers";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, createUser, newGuest } from "@cartwright/core/testing/fixtures";
import { indexesRead, tablesReadWhole } from "@cartwright/core/testing/plans";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const as = (actor: Awaited<ReturnType<typeof createMember>>) =>
  createCaller(testContext(testApiDeps(database.db), { actor })).admin;
const staff = async (role: Role = "manager") => as(await createMember(database.db, { role }));
const refresh = () => refreshCustomers(database, 10_000);
const mark = () => `m${newId().slice(-12)}`;

/** A guest with one order for each amount, in minor units. */
async function guestWith(email: string, totals: readonly number[], ageSeconds = 0) {
  for (const totalMinor of totals)
    await createOrder(database.db, newGuest(), { email, status: "confirmed", totalMinor, ageSeconds });
  await refresh();
}

describe("the list of customers", () => {
  it("has members and guests, marked, finds both by each of their addresses, and pages without gaps or duplicates", async () => {
    const tag = mark();
    const member = await createUser(database.db, { email: `ada.${tag}@example.com`, firstName: "Ada" });
    await guestWith(`bo.${tag}@example.com`, [1_000, 500]);
    await guestWith(`bo+second.${tag}@example.com`, [200]);
    await guestWith(`cy.${tag}@example.com`, [300]);
    const { customers } = await staff();
    const { items } = await customers.list({ query: tag });
    expect(new Set(items.map(({ kind, email }) => `${kind} ${email}`))).toEqual(
      new Set([
        `guest bo.${tag}@example.com`,
        `guest bo+second.${tag}@example.com`,
        `guest cy.${tag}@example.com`,
        `member ${member.email}`,
      ]),
    );
    const pages: CustomerPage[] = [];
    let cursor: string | undefined;
    do {
      const page = await customers.list({ query: tag, limit: 2, ...(cursor ? { cursor } : {}) });
      expect(CustomerPage.parse(page)).toEqual(page);
      pages.push(page);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  it("filters by every part of a segment, and by several at once", async () => {
    const tag = mark();
    const { customers } = await staff();
    const member = await createUser(database.db, { email: `me.${tag}@example.com` });
    await sql`update accounts.users set marketing_consent = true where id = ${member.id}`.execute(database.db);
    await guestWith(`big.${tag}@example.com`, [50_000, 60_000, 70_000]);
    await guestWith(`old.${tag}@example.com`, [900], 400 * 86_400);
    await sql`update accounts.customers set country = 'FR' where email = ${`old.${tag}@example.com`}`.execute(
      database.db,
    );
    const find = async (filter: z.input<typeof AdminListCustomers>) =>
      (await customers.list({ query: tag, ...filter })).items.map(({ email }) => email.split(".")[0] ?? "").toSorted();
    expect(await find({})).toEqual(["big", "me", "old"]);
    expect(await find({ kind: "guest" })).toEqual(["big", "old"]);
    expect(await find({ kind: "member" })).toEqual(["me"]);
    expect(await find({ subscribed: true })).toEqual(["me"]);
    expect(await find({ subscribed: false })).toEqual(["big", "old"]);
    expect(await find({ ordersMin: 1 })).toEqual(["big", "old"]);
    expect(await find({ ordersMin: 1, ordersMax: 2 })).toEqual(["old"]);
    expect(await find({ ordersMax: 0 })).toEqual(["me"]);
    expect(await find({ spentMinMinor: 180_000 })).toEqual(["big"]);
    expect(await find({ spentMinMinor: 180_001 })).toEqual([]);
    expect(await find({ spentMaxMinor: 900, kind: "guest" })).toEqual(["old"]);
    expect(await find({ country: "FR" })).toEqual(["old"]);
    const today = new Date().toISOString().slice(0, 10);
    expect(
      await find({ orderedFrom: `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`.replace("02-29", "02-28") }),
    ).toEqual(["big"]);
    expect(await find({ orderedTo: `${Number(today.slice(0, 4)) - 1}-01-01` })).toEqual([]);
    const old = (await customers.list({ query: `old.${tag}` })).items[0];
    if (!old) throw new Error("no old customer");
    await customers.changeTags({ id: old.id, add: [`VIP ${tag}`] });
    expect(await find({ tag: `vip ${tag}` })).toEqual(["old"]);
    expect(await find({ tag: `vip ${tag}`, kind: "member" })).toEqual([]);
    expect(await customers.tags()).toContain(`vip ${tag}`);
  });

  it("shows and filters by what customers have spent only for those who may see it", async () => {
    const tag = mark();
    await guestWith(`one.${tag}@example.com`, [1_000]);
    const [manager, support] = [await staff("manager"), await staff("support")];
    const spentFor = async (admin: typeof manager) =>
      (await admin.customers.list({ query: tag })).items.map(({ spentMinor, orderCount }) => [spentMinor, orderCount]);
    expect(await spentFor(manager)).toEqual([[1_000, 1]]);
    expect(await spentFor(support)).toEqual([[null, 1]]);
    await expect(support.customers.list({ spentMinMinor: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(support.customers.list({ spentMaxMinor: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("reads no table whole for any filter", async () => {
    const filters = [
      {},
      { status: "disabled" },
      { kind: "guest" },
      { tag: "vip" },
      { country: "DE" },
      { subscribed: true },
      { ordersMin: 10 },
      { spentMinMinor: 100_000 },
      { orderedFrom: "2026-01-01", orderedTo: "2026-02-01" },
      { query: "kim", kind: "guest" },
    ] as const;
    for (const filter of filters) {
      const scans = await tablesReadWhole(database, (db) => listCustomers(db, { ...filter, limit: 50 }, "manager"));
      expect([filter, scans.filter((table) => table !== "orders.shop_settings")]).toEqual([filter, []]);
    }
    const read = await indexesRead(database, (db) => listCustomers(db, { limit: 50 }), [
      "enable_seqscan = off",
      "enable_sort = off",
    ]);
    expect(read).toContain("customers_newest");
  });
});

describe("a customer", () => {
  it("who is a guest has exact figures by currency, addresses and returns, of all addresses of the mailbox", async () => {
    const tag = mark();
    const email = `gus.${tag}@example.com`;
    const first = await createOrder(database.db, newGuest(), {
      email,
      status: "delivered",
      totalMinor: 1_001,
      ageSeconds: 500,
    });
    await createOrder(database.db, newGuest(), { email, status: "confirmed", totalMinor: 2_000, ageSeconds: 400 });
    const abroad = await createOrder(database.db, newGuest(), {
      email: email.replace("@", "+x@"),
      status: "confirmed",
      totalMinor: 5_000,
      ageSeconds: 300,
    });
    await createOrder(database.db, newGuest(), { email, status: "cancelled", totalMinor: 9_999 });
    await sql`update orders.orders set currency = 'USD' where id = ${abroad.id}`.execute(database.db);
    await sql`update orders.orders set refunded_minor = 400 where id = ${first.id}`.execute(database.db);
    await sql`insert into orders.returns (id, order_id, reason, state) values (${newId()}, ${first.id}, '', 'requested')`.execute(
      database.db,
    );
    await refresh();
    const { customers, orders } = await staff();
    const id = (await customers.list({ query: `gus.${tag}` })).items[0]?.id;
    const seen = await customers.get({ id: CustomerId.parse(id) });
    expect(Customer.parse(seen)).toEqual(seen);
    expect(seen).toMatchObject({
      kind: "guest",
      email,
      otherEmails: [email.replace("@", "+x@")],
      orders: {
        count: 4,
        confirmed: 3,
        spentMinor: 2_601,
        currency: "EUR",
        sums: [
          { currency: "EUR", orders: 2, spentMinor: 2_601, averageMinor: 1_301 },
          { currency: "USD", orders: 1, spentMinor: 5_000, averageMinor: 5_000 },
        ],
      },
      openReturns: [{ number: first.number, state: "requested" }],
      sessions: [],
    });
    expect(seen.addresses).toHaveLength(1);
    expect(seen.addresses[0]).toMatchObject({ source: "order", isDefault: false });
    expect(Date.parse(seen.orders.firstAt ?? "")).toBeLessThan(Date.parse(seen.orders.lastAt ?? ""));
    const listed = await orders.list({ customer: seen.id });
    expect(listed.items).toHaveLength(4);
    expect((await orders.list({ customer: seen.id, orderStatus: ["cancelled"] })).items).toHaveLength(1);
    const glimpse = await (await staff("support")).customers.get({ id: seen.id });
    expect(glimpse.orders).toMatchObject({ spentMinor: null, sums: null, count: 4 });
  });

  it("is read by index, however many orders the shop has", async () => {
    const email = `plan.${mark()}@example.com`;
    await guestWith(email, [1_000]);
    const { items } = await (await staff()).customers.list({ query: email });
    const id = CustomerId.parse(items[0]?.id);
    const actor = await createMember(database.db, { role: "manager" });
    for (const customer of [id, CustomerId.parse((await createUser(database.db)).id)]) {
      const scans = await tablesReadWhole(database, (db) =>
        createCaller(testContext(testApiDeps(db), { actor })).admin.customers.get({ id: customer }),
      );
      expect(scans).toEqual([]);
      const listed = await tablesReadWhole(database, (db) =>
        createCaller(testContext(testApiDeps(db), { actor })).admin.orders.list({ customer }),
      );
      expect(listed.filter((table) => table.startsWith("orders.") || table.startsWith("accounts."))).toEqual([]);
    }
  });
});

describe("notes and tags of a customer", () => {
  it("are written once, changed by who wrote them only, and audited without what they say", async () => {
    const kim = await createMember(database.db, { role: "support" });
    const lee = await createMember(database.db, { role: "manager" });
    const id = CustomerId.parse((await createUser(database.db)).id);
    const noteId = newId();
    const desk = as(kim).customers;
    await desk.addNote({ id, noteId, body: "Call before delivery." });
    const again = await desk.addNote({ id, noteId, body: "Call before delivery." });
    expect(again.notes).toMatchObject([{ id: noteId, isMine: true, version: 1 }]);
    await expect(as(lee).customers.editNote({ noteId, version: 1, body: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(as(lee).customers.removeNote({ noteId, version: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const both = await Promise.allSettled(["a", "b"].map((body) => desk.editNote({ noteId, version: 1, body })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await desk.removeNote({ noteId, version: 2 })).notes).toEqual([]);
    const entries = await database.db
      .selectFrom("audit.entries")
      .select(["action", "after"])
      .where("subject_id", "=", id)
      .orderBy("id")
      .execute();
    expect(entries.map(({ action }) => action)).toEqual([
      "customers.add_note",
      "customers.edit_note",
      "customers.remove_note",
    ]);
    expect(JSON.stringify(entries)).not.toContain("Call before");
  });

  it("keep both of two tags added at once, count a tag once however it is written, and have a limit", async () => {
    const id = CustomerId.parse((await createUser(database.db)).id);
    const { customers } = await staff("support");
    await Promise.all([customers.changeTags({ id, add: ["Trade"] }), customers.changeTags({ id, add: ["press"] })]);
    expect((await customers.changeTags({ id, add: [" TRADE "] })).tags).toEqual(["press", "trade"]);
    const many = Array.from({ length: TAGS_MAX - 1 }, (_, n) => `t${n}`);
    await expect(customers.changeTags({ id, add: many })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect((await customers.notes({ id })).tags).toEqual(["press", "trade"]);
    expect((await customers.changeTags({ id, remove: ["press", "gone"] })).tags).toEqual(["trade"]);
    const nobody = CustomerId.parse(newId());
    await expect(customers.changeTags({ id: nobody, add: ["x"] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(customers.notes({ id: nobody })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
