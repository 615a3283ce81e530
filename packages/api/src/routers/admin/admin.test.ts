import { AdminOrder, AdminOrderPage, Dashboard } from "@cartwright/contracts/admin";
import type { OrderId, OrderNumber, SagaId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, createProduct, newGuest, testDeps } from "@cartwright/core/testing/fixtures";
import { createPayment } from "@cartwright/core/testing/payments";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiContext } from "../../context.ts";
import { createCaller } from "../../root.ts";

const MARKER = "marker-9a3e";
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

function contextOf(actor: Actor, csrf: ApiContext["csrf"] = "valid"): ApiContext {
  const refuse = (): never => {
    throw new Error("the back office sets no cookies");
  };
  return {
    deps: {
      ...testDeps(database.db),
      gateways: new Map(),
      limiter: { count: async () => undefined },
      settings: {
        publicOrigin: "http://localhost:3000",
        holdSeconds: 900,
        realtimeUrl: "",
        embedded: true,
        paymentProviders: ["sandbox"],
      },
    },
    actor,
    requestId: "request-1",
    traceparent: null,
    address: "203.0.113.7",
    userAgent: "test",
    csrf,
    cookies: { ensureGuest: refuse, clearSession: refuse, setSession: refuse },
  };
}
const callerOf = (actor: Actor, csrf?: ApiContext["csrf"]) => createCaller(contextOf(actor, csrf));
const staff = async (role: Role = "manager") => createMember(database.db, { role });
const number = "CW-2345-2345" as OrderNumber;

describe("access to the back office", () => {
  it("is closed to guests, shoppers and the system, for every procedure, and changes nothing", async () => {
    const reason = "no reason at all";
    const sagaId = newId<SagaId>();
    const calls = (actor: Actor) => {
      const { admin } = callerOf(actor);
      return [
        admin.dashboard(),
        admin.sales({}),
        admin.orders.list({}),
        admin.orders.get({ number }),
        admin.orders.cancel({ number, reason }),
        admin.orders.resumeSaga({ number, sagaId, reason }),
      ];
    };
    for (const [actor, expected] of [
      [newGuest(), "UNAUTHORIZED"],
      [{ kind: "system" }, "UNAUTHORIZED"],
      [await createMember(database.db), "FORBIDDEN"],
    ] as const) {
      const results = await Promise.allSettled(calls(actor));
      expect(results.map((result) => result.status === "rejected" && result.reason.code)).toEqual(
        results.map(() => expected),
      );
    }
  });

  it("lets support look and cancel, but not operate sagas", async () => {
    const { admin } = callerOf(await staff("support"));
    expect((await admin.orders.list({})).items).toEqual([]);
    await expect(
      admin.orders.resumeSaga({ number, sagaId: newId<SagaId>(), reason: "try again" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("accepts no change without proof that it comes from our pages", async () => {
    const { admin } = callerOf(await staff(), "invalid");
    const order = await createOrder(database.db, newGuest(), { status: "confirmed" });
    await expect(admin.orders.cancel({ number: order.number, reason: "forged" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await admin.orders.get({ number: order.number })).status).toBe("confirmed");
  });
});

async function createSaga(orderId: OrderId, saga: { state: string; step: string }): Promise<SagaId> {
  const id = newId<SagaId>();
  await database.db
    .insertInto("saga.sagas")
    .values({
      id,
      order_id: orderId,
      kind: "checkout",
      definition_version: 1,
      state: saga.state,
      step: saga.step,
      attempts: 2,
      last_error: `could not write to ${MARKER}@example.com`,
      journal_seq: 3,
      traceparent: null,
    })
    .execute();
  const row = (seq: number, entry: { step: string; outcome: string; payload?: unknown }) => ({
    saga_id: id,
    seq,
    step: entry.step,
    direction: "do",
    attempt: 1,
    outcome: entry.outcome,
    started_at: sql<Date>`now() - interval '2 seconds'`,
    finished_at: sql<Date>`now() - interval '1 second'`,
    payload: JSON.stringify(entry.payload ?? null),
  });
  await database.db
    .insertInto("saga.journal")
    .values([
      row(1, { step: "place", outcome: "done" }),
      row(2, { step: "reserve", outcome: "done" }),
      row(3, { step: "pay", outcome: "retry", payload: { token: MARKER, shippingAddress: { name: MARKER }, try: 1 } }),
    ])
    .execute();
  return id;
}

describe("an order in the back office", () => {
  it("says whether its links are revoked", async () => {
    const order = await createOrder(database.db, newGuest());
    const { orders } = callerOf(await staff()).admin;
    expect((await orders.get({ number: order.number })).linksRevoked).toBe(false);
    await orders.revokeLinks({ number: order.number, reason: "sent to a wrong address" });
    expect((await orders.get({ number: order.number })).linksRevoked).toBe(true);
  });

  it("shows timeline, payments, reservations and the saga step by step, with nothing personal in payloads and errors", async () => {
    const product = await createProduct(database.db);
    const [variant] = product.variants;
    const order = await createOrder(database.db, newGuest(), { status: "reserved" });
    const payment = await createPayment(database.db, { orderId: order.id, orderNumber: order.number });
    const sagaId = await createSaga(order.id, { state: "running", step: "pay" });
    await database.db
      .insertInto("inventory.reservations")
      .values({
        id: newId(),
        order_id: order.id,
        variant_id: variant.id,
        quantity: 2,
        expires_at: sql<Date>`now() + interval '10 minutes'`,
      })
      .execute();

    const shown = await callerOf(await staff()).admin.orders.get({ number: order.number });
    expect(AdminOrder.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({
      number: order.number,
      status: "reserved",
      staffMayCancel: true,
      linksRevoked: false,
      payments: [{ id: payment.id, provider: payment.provider }],
      reservations: [{ sku: variant.sku, quantity: 2, state: "held" }],
    });
    const [saga] = shown.sagas;
    expect(saga).toMatchObject({ id: sagaId, state: "running", step: "pay", attempts: 2, definitionVersion: 1 });
    expect(saga?.steps).toEqual([
      { name: "place", status: "done" },
      { name: "reserve", status: "done" },
      { name: "pay", status: "running" },
      { name: "confirm", status: "waiting" },
    ]);
    expect(saga?.journal.map(({ step, outcome, durationMs }) => [step, outcome, durationMs])).toEqual([
      ["place", "done", 1_000],
      ["reserve", "done", 1_000],
      ["pay", "retry", 1_000],
    ]);
    expect(saga?.journal[2]?.payload).toMatchObject({ try: 1 });
    expect(JSON.stringify(saga)).not.toContain(MARKER);
  });

  it("is cancelled once, with the action in the audit log", async () => {
    const actor = await staff("support");
    const { admin } = callerOf(actor);
    const order = await createOrder(database.db, newGuest(), { status: "confirmed", ageSeconds: 90_000 });
    const reason = "sent twice by mistake";
    expect((await admin.orders.cancel({ number: order.number, reason })).status).toBe("cancelled");
    expect((await admin.orders.cancel({ number: order.number, reason })).cancelReason).toBe(reason);
    const entries = await auditOf(order.number);
    expect(entries).toEqual([
      {
        actor_id: actor.userId,
        action: "orders.cancel",
        before: { status: "confirmed" },
        reason,
        address: "203.0.113.7",
        request_id: "request-1",
      },
    ]);
  });

  it("that has shipped is not cancelled, and leaves no audit entry", async () => {
    const order = await createOrder(database.db, newGuest(), { status: "shipped" });
    const { admin } = callerOf(await staff());
    expect((await admin.orders.get({ number: order.number })).staffMayCancel).toBe(false);
    await expect(admin.orders.cancel({ number: order.number, reason: "too late" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await auditOf(order.number)).toEqual([]);
  });

  it("has its stuck saga resumed and audited; one that is not stuck stays as it is", async () => {
    const order = await createOrder(database.db, newGuest(), { status: "reserved" });
    const sagaId = await createSaga(order.id, { state: "stuck", step: "reserve" });
    const { admin } = callerOf(await staff());
    const request = { number: order.number, sagaId, reason: "the warehouse is back" };
    const resumed = await admin.orders.resumeSaga(request);
    expect(resumed.sagas[0]).toMatchObject({ id: sagaId, attempts: 0 });
    expect(resumed.sagas[0]?.state).not.toBe("stuck");
    expect(resumed.timeline.at(-1)?.type).toBe("saga.resumed");
    expect(await auditOf(sagaId)).toMatchObject([{ action: "sagas.resume", reason: request.reason }]);
    await expect(admin.orders.resumeSaga(request)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(admin.orders.resumeSaga({ ...request, sagaId: newId<SagaId>() })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await auditOf(sagaId)).toHaveLength(1);
  });

  async function auditOf(subjectId: string) {
    return database.db
      .selectFrom("audit.entries")
      .select(["actor_id", "action", "before", "reason", "address", "request_id"])
      .where("subject_id", "=", subjectId)
      .orderBy("id")
      .execute();
  }
});

describe("the list of orders", () => {
  it("finds by address and by the start of a number, filters by state, and pages without gaps or duplicates", async () => {
    const email = `${newId()}@example.com`;
    const made: OrderNumber[] = [];
    for (let index = 0; index < 7; index += 1) {
      const status = index % 2 === 0 ? "confirmed" : "cancelled";
      const order = await createOrder(database.db, newGuest(), { email, status, ageSeconds: 100 - index });
      made.unshift(order.number);
    }
    const { admin } = callerOf(await staff());

    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.orders.list({ query: email.toUpperCase(), limit: 3, ...(cursor ? { cursor } : {}) });
      expect(AdminOrderPage.parse(page)).toEqual(page);
      pages.push(page.items.map((item) => item.number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(made);

    const cancelled = await admin.orders.list({ query: email, orderStatus: ["cancelled"] });
    expect(cancelled.items.map((item) => item.status)).toEqual(["cancelled", "cancelled", "cancelled"]);

    const [newest = ""] = made;
    for (const typed of [
      newest,
      newest.toLowerCase(),
      newest.slice(3),
      newest.replaceAll("-", " "),
      newest.slice(0, 9),
    ]) {
      const found = await admin.orders.list({ query: typed });
      expect(found.items.map((item) => item.number)).toContain(newest);
      expect(found.items.length).toBeLessThan(made.length);
    }
    expect((await admin.orders.list({ query: "%" })).items).toEqual([]);
    expect((await admin.orders.list({ query: "CW-ZZZZ-ZZZZ" })).items).toEqual([]);
    await expect(admin.orders.list({ cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("is served by indexes for every filter", async () => {
    await database.db.connection().execute(async (db) => {
      const explain = async (where: string) => {
        const { rows } = await sql<{ "QUERY PLAN": string }>`explain select o.number from orders.orders as o
          where ${sql.raw(where)} order by o.created_at desc, o.id desc limit 51`.execute(db);
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      };
      // A small table is scanned whatever indexes it has. Scans are discouraged to see whether there is an index.
      await sql`set enable_seqscan = off`.execute(db);
      expect(await explain("true")).toContain("orders_newest");
      expect(await explain("o.email = 'kim@example.com'")).toContain("orders_of_email");
      expect(await explain("o.number like 'CW-2F%'")).toContain("orders_number_prefix");
      await sql`reset enable_seqscan`.execute(db);
    });
  });
});

describe("the dashboard", () => {
  it("shows what was sold today, the states, low stock, stuck sagas and dead letters by cause", async () => {
    const { admin } = callerOf(await staff());
    const before = await admin.dashboard();
    expect(Dashboard.parse(before)).toEqual(before);
    const salesBefore = await admin.sales({});

    await createOrder(database.db, newGuest(), { status: "confirmed", totalMinor: 4_200 });
    await createOrder(database.db, newGuest(), { status: "cancelled", totalMinor: 9_900 });
    const stuck = await createOrder(database.db, newGuest(), { status: "paid" });
    await createSaga(stuck.id, { state: "stuck", step: "confirm" });
    const low = await createProduct(database.db, { variants: [{ onHand: 2 }] });
    for (const cause of ["internal", "internal", "invalid_input"]) {
      await database.db
        .insertInto("saga.dead_letters")
        .values({
          id: newId(),
          queue: "order",
          name: "order.confirm",
          message_id: newId(),
          payload: "{}",
          cause,
          error: "x",
          attempts: 5,
        })
        .execute();
    }

    const after = await admin.dashboard();
    const sales = await admin.sales({});
    const added = (key: keyof typeof sales.period.figures) =>
      sales.period.figures[key] - salesBefore.period.figures[key];
    expect([added("orders"), added("cancelled"), added("salesMinor")]).toEqual([1, 1, 4_200]);
    const sold = ({ period }: typeof sales) => period.points.reduce((sum, point) => sum + point.salesMinor, 0);
    expect(sold(sales) - sold(salesBefore)).toBe(4_200);
    const { items } = await admin.orders.list({ placed: { from: sales.period.from, to: sales.period.to } });
    expect(items.map((order) => order.number)).toContain(stuck.number);
    expect(after.sagas.stuck - before.sagas.stuck).toBe(1);
    expect(after.lowStock).toContainEqual(expect.objectContaining({ slug: low.slug, available: 2 }));
    expect(after.attention.stuck.map((saga) => saga.number)).toContain(stuck.number);
    expect(JSON.stringify(after.attention)).not.toContain(MARKER);
    expect(after.attention.letters.map(({ cause, count }) => [cause, count])).toEqual([
      ["internal", 2],
      ["invalid_input", 1],
    ]);
    expect(after.deadLetters - before.deadLetters).toBe(3);
  });
});

it("shows the orders of one checkout as its attempts, on each of them", async () => {
  const guest = newGuest();
  const declined = await createOrder(database.db, guest, { status: "cancelled", ageSeconds: 60 });
  const paid = await createOrder(database.db, guest, { status: "confirmed" });
  const other = await createOrder(database.db, guest, { status: "confirmed" });
  await database.db
    .updateTable("orders.orders")
    .set({ cancel_reason: "payment_declined" })
    .where("id", "=", declined.id)
    .execute();
  const checkout = newId();
  const cart = { guest_hash: guest.guestHash, currency: "EUR", state: "ordered" };
  await database.db
    .insertInto("cart.carts")
    .values([
      { ...cart, id: checkout, order_id: declined.id },
      { ...cart, id: newId(), order_id: paid.id, checkout_id: checkout },
      { ...cart, id: newId(), order_id: other.id },
    ])
    .execute();
  const { admin } = callerOf(await staff());
  const attempts = async (order: { number: OrderNumber }) =>
    (await admin.orders.get({ number: order.number })).attempts.map((each) => [each.number, each.status, each.failure]);
  const both = [
    [declined.number, "cancelled", "payment_declined"],
    [paid.number, "confirmed", null],
  ];
  expect([await attempts(declined), await attempts(paid)]).toEqual([both, both]);
  expect(await attempts(other)).toEqual([[other.number, "confirmed", null]]);
});
