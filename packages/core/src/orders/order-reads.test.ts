import { CANCEL_WINDOW_SECONDS } from "@cartwright/contracts/order-status";
import { Order, OrderList } from "@cartwright/contracts/orders";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, SYSTEM } from "../kernel/actor.ts";
import { guestSocketId, hashSecret, newOrderNumber, newSecret } from "../kernel/ids.ts";
import { createMember, createOrder, newGuest, testDeps } from "../testing/fixtures.ts";
import { mailedKey } from "../testing/order-links.ts";
import { createPayment } from "../testing/payments.ts";
import { tablesReadWhole } from "../testing/plans.ts";
import { mayWatchOrder } from "./authorize-order.ts";
import { getOrder } from "./get-order.ts";
import { listOrders } from "./list-orders.ts";
import { endGuest } from "./end-guest.ts";
import { insertLinkGrant } from "./order-links.sql.ts";
import { openOrderLink } from "./open-order-link.ts";
import { readOrderEvents } from "./read-events.ts";
import { requestReturn } from "./request-return.ts";
import { revokeOrderLinks } from "./revoke-order-links.ts";
import { sweepOrderLinks } from "./sweep-order-links.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
});
afterAll(() => database.close());

const NOT_FOUND = { reason: "not_found", message: "We couldn't find that." };

describe("an order", () => {
  it("is shown in full to the guest who placed it, in the contract's shape", async () => {
    const guest = newGuest();
    const { number } = await createOrder(database.db, guest, {
      status: "confirmed",
      events: ["order.created", "inventory.reserved", "payment.processed", "order.confirmed"],
    });
    const order = await getOrder(deps, guest, { number });
    expect(Order.parse(order)).toEqual(order);
    expect(order).toMatchObject({
      number,
      status: "confirmed",
      settled: true,
      totalMinor: 1_999,
      lines: [{ title: "Thing", quantity: 1, totalMinor: 1_999 }],
      shippingAddress: { city: "Berlin" },
      action: null,
    });
    expect(order.timeline.map(({ seq, type }) => [seq, type])).toEqual([
      [1, "order.created"],
      [2, "inventory.reserved"],
      [3, "payment.processed"],
      [4, "order.confirmed"],
    ]);
  });

  it("does not exist for anyone else, with the same message as a number that was never used", async () => {
    const guest = newGuest();
    const member = await createMember(database.db);
    const ofGuest = await createOrder(database.db, guest);
    const ofMember = await createOrder(database.db, member);
    const strangers: Actor[] = [newGuest(), { kind: "guest", guestHash: null }, await createMember(database.db)];
    for (const stranger of strangers) {
      for (const number of [ofGuest.number, ofMember.number, newOrderNumber()]) {
        await expect(getOrder(deps, stranger, { number })).rejects.toMatchObject(NOT_FOUND);
        expect(await mayWatchOrder(database.db, stranger, number)).toBeNull();
        await expect(
          requestReturn(deps, stranger, { number, lines: [{ lineId: "1", quantity: 1 }] }),
        ).rejects.toMatchObject(NOT_FOUND);
      }
    }
    await expect(getOrder(deps, member, { number: ofGuest.number })).rejects.toMatchObject(NOT_FOUND);
    await expect(getOrder(deps, guest, { number: ofMember.number })).rejects.toMatchObject(NOT_FOUND);
  });

  it("that a member placed is visible to no guest, and one that a guest placed to no member", async () => {
    const guest = newGuest();
    const member = await createMember(database.db);
    const asMember = await createOrder(database.db, member);
    const asGuest = await createOrder(database.db, guest);
    await expect(getOrder(deps, guest, { number: asMember.number })).rejects.toMatchObject(NOT_FOUND);
    await expect(getOrder(deps, member, { number: asGuest.number })).rejects.toMatchObject(NOT_FOUND);
    expect((await getOrder(deps, SYSTEM, { number: asMember.number })).number).toBe(asMember.number);
  });

  it("can be watched live by its owner and by staff, who still cannot read it as their own", async () => {
    const guest = newGuest();
    const { id, number } = await createOrder(database.db, guest);
    const support = await createMember(database.db, { role: "support" });
    expect(await mayWatchOrder(database.db, guest, number)).toEqual({ orderId: id });
    expect(await mayWatchOrder(database.db, support, number)).toEqual({ orderId: id });
    expect(await mayWatchOrder(database.db, support, newOrderNumber())).toBeNull();
    await expect(getOrder(deps, support, { number })).rejects.toMatchObject(NOT_FOUND);
  });
});

describe("a mailed link", () => {
  it("opens its order until it expires, and no other order", async () => {
    const order = await createOrder(database.db, newGuest());
    const other = await createOrder(database.db, newGuest());
    const reader = newGuest();
    const key = await mailedKey(database.db, order);
    for (const wrong of [
      { number: other.number, key },
      { number: order.number, key: "" },
      { number: order.number, key: "x" },
      { number: order.number, key: "A".repeat(43) },
      { number: newOrderNumber(), key },
    ])
      await expect(openOrderLink(deps, reader, wrong)).rejects.toMatchObject(NOT_FOUND);
    await sql`update orders.order_links set expires_at = now() where order_id = ${order.id}`.execute(database.db);
    await expect(openOrderLink(deps, reader, { number: order.number, key })).rejects.toMatchObject(NOT_FOUND);
    const renewed = await mailedKey(database.db, order);
    expect(renewed).not.toBe(key);
    await openOrderLink(deps, reader, { number: order.number, key: renewed });
    expect((await getOrder(deps, reader, { number: order.number })).number).toBe(order.number);
  });

  it("is stored as a hash, and deleted when it has expired", async () => {
    const order = await createOrder(database.db, newGuest());
    const key = await mailedKey(database.db, order);
    const links = () =>
      database.db.selectFrom("orders.order_links").selectAll().where("order_id", "=", order.id).execute();
    expect((await links()).map((link) => link.key_hash)).toEqual([hashSecret(key)]);
    expect(JSON.stringify(await links())).not.toContain(key);
    await sql`update orders.order_links set expires_at = now() - interval '1 second' where order_id = ${order.id}`.execute(
      database.db,
    );
    expect(await sweepOrderLinks(deps, 1_000)).toBeGreaterThan(0);
    expect(await links()).toEqual([]);
  });

  it("is revoked with every access that it gave, and later mails carry no key", async () => {
    const owner = newGuest();
    const order = await createOrder(database.db, owner);
    const { number } = order;
    const [reader, late] = [newGuest(), newGuest()];
    const key = await mailedKey(database.db, order);
    await openOrderLink(deps, reader, { number, key });
    const { userId: by } = await createMember(database.db, { role: "support" });
    expect(await inTransaction(database.db, (tx) => revokeOrderLinks(tx, { orderId: order.id, by }))).toBe(2);
    const told = await database.db.selectFrom("saga.outbox").select("payload").where("key", "=", order.id).execute();
    expect(told).toEqual([{ payload: { userId: by, sessionIds: [guestSocketId(reader.guestHash)] } }]);
    await expect(getOrder(deps, reader, { number })).rejects.toMatchObject(NOT_FOUND);
    await expect(openOrderLink(deps, late, { number, key })).rejects.toMatchObject(NOT_FOUND);
    expect(await mailedKey(database.db, order)).toBe("");
    expect((await getOrder(deps, owner, { number })).number).toBe(number);
  });

  it("stays revoked for a link and a grant that are committed after the revocation", async () => {
    const order = await createOrder(database.db, newGuest());
    const { id, number } = order;
    const { userId: by } = await createMember(database.db, { role: "support" });
    const key = newSecret();
    const [reader, late] = [newGuest(), newGuest()];
    const member = await createMember(database.db);
    await inTransaction(database.db, (tx) => revokeOrderLinks(tx, { orderId: id, by }));
    await sql`
      insert into orders.order_links (key_hash, order_id, expires_at)
      values (${hashSecret(key)}, ${id}, now() + interval '1 day')`.execute(database.db);
    await insertLinkGrant(database.db, id, { guestHash: reader.guestHash });
    await insertLinkGrant(database.db, id, { userId: member.userId });
    for (const holder of [reader, member]) {
      await expect(getOrder(deps, holder, { number })).rejects.toMatchObject(NOT_FOUND);
      expect(await mayWatchOrder(database.db, holder, number)).toBeNull();
    }
    await expect(openOrderLink(deps, late, { number, key })).rejects.toMatchObject(NOT_FOUND);
  });

  it("is needed once: the browser that opened it is remembered by its cookie, also for the live view, and no other", async () => {
    const owner = newGuest();
    const order = await createOrder(database.db, owner);
    const { id, number } = order;
    const reader = newGuest();
    const link = { number, key: await mailedKey(database.db, order) };
    await openOrderLink(deps, reader, link);
    await openOrderLink(deps, reader, link);
    expect((await getOrder(deps, reader, { number })).number).toBe(number);
    expect(await mayWatchOrder(database.db, reader, number)).toEqual({ orderId: id });
    expect((await getOrder(deps, owner, { number })).number).toBe(number);
    await expect(getOrder(deps, newGuest(), { number })).rejects.toMatchObject(NOT_FOUND);
  });

  it("opened by a member is remembered by their account, and by no one else's", async () => {
    const order = await createOrder(database.db, newGuest());
    const { id, number } = order;
    const [reader, other] = [await createMember(database.db), await createMember(database.db)];
    const link = { number, key: await mailedKey(database.db, order) };
    await openOrderLink(deps, { userId: reader.userId }, link);
    await openOrderLink(deps, { userId: reader.userId }, link);
    expect((await getOrder(deps, reader, { number })).number).toBe(number);
    expect(await mayWatchOrder(database.db, reader, number)).toEqual({ orderId: id });
    for (const stranger of [other, newGuest()]) {
      await expect(getOrder(deps, stranger, { number })).rejects.toMatchObject(NOT_FOUND);
      expect(await mayWatchOrder(database.db, stranger, number)).toBeNull();
    }
  });

  it("no longer counts for a guest whose identity has ended", async () => {
    const reader = newGuest();
    const order = await createOrder(database.db, newGuest());
    const { number } = order;
    await openOrderLink(deps, reader, { number, key: await mailedKey(database.db, order) });
    const { userId } = await createMember(database.db);
    await endGuest(testDeps(database.db), { guestHash: reader.guestHash, userId });
    await expect(getOrder(deps, reader, { number })).rejects.toMatchObject(NOT_FOUND);
    expect(await mayWatchOrder(database.db, reader, number)).toBeNull();
    // As when the link was being opened meanwhile, and its grant was committed last.
    await openOrderLink(deps, reader, { number, key: await mailedKey(database.db, order) });
    await expect(getOrder(deps, reader, { number })).rejects.toMatchObject(NOT_FOUND);
  });
});

describe("a guest's own order", () => {
  it("is shown for as long as a mailed link lasts", async () => {
    const guest = newGuest();
    const { number } = await createOrder(database.db, guest);
    await sql`update orders.orders set created_at = now() - interval '59 days' where number = ${number}`.execute(
      database.db,
    );
    expect((await getOrder(deps, guest, { number })).number).toBe(number);
    await sql`update orders.orders set created_at = now() - interval '61 days' where number = ${number}`.execute(
      database.db,
    );
    await expect(getOrder(deps, guest, { number })).rejects.toMatchObject(NOT_FOUND);
    expect(await mayWatchOrder(database.db, guest, number)).toBeNull();
  });

  it("stays hidden from a guest that ended, for as long as it could be shown; then the end is forgotten, a batch at a time", async () => {
    const { userId } = await createMember(database.db);
    const guests = [newGuest(), newGuest(), newGuest()];
    for (const { guestHash } of guests) await endGuest(testDeps(database.db), { guestHash, userId });
    const [young, ...old] = guests.map(({ guestHash }) => guestHash);
    const age = (hashes: readonly (Buffer | undefined)[], days: number) =>
      sql`update orders.ended_guests set ended_at = now() - ${days} * interval '1 day' where guest_hash = any(${hashes}::bytea[])`.execute(
        database.db,
      );
    await age([young], 60);
    await age(old, 62);
    const left = async () => {
      const { rows } = await sql<{ guest_hash: Buffer }>`
        select guest_hash from orders.ended_guests where guest_hash = any(${[young, ...old]}::bytea[])`.execute(
        database.db,
      );
      return rows.length;
    };
    await sweepOrderLinks(database, 1);
    expect(await left()).toBe(2);
    await sweepOrderLinks(database, 100);
    expect(await left()).toBe(1);
    expect(await tablesReadWhole(database, (db) => sweepOrderLinks({ db }, 100))).not.toContain("orders.ended_guests");
  });
});

describe("what a shopper can still do", () => {
  const canDo = async (fixture: Parameters<typeof createOrder>[2]) => {
    const guest = newGuest();
    const { number } = await createOrder(database.db, guest, fixture);
    const { cancellable, returnable } = await getOrder(deps, guest, { number });
    return { cancellable, returnable };
  };

  it("is cancel within the window until it has shipped, and while the checkout runs", async () => {
    const old = { ageSeconds: CANCEL_WINDOW_SECONDS + 60 };
    expect(await canDo({ status: "confirmed" })).toEqual({ cancellable: true, returnable: false });
    expect(await canDo({ status: "packed" })).toEqual({ cancellable: true, returnable: false });
    expect(await canDo({ status: "confirmed", ...old })).toEqual({ cancellable: false, returnable: false });
    expect(await canDo({ status: "reserved", ...old })).toEqual({ cancellable: true, returnable: false });
    expect(await canDo({ status: "cancelled" })).toEqual({ cancellable: false, returnable: false });
  });

  it("is request a return once it has arrived, once", async () => {
    expect(await canDo({ status: "shipped" })).toEqual({ cancellable: false, returnable: false });
    expect(await canDo({ status: "delivered" })).toEqual({ cancellable: false, returnable: true });
    const guest = newGuest();
    const { number } = await createOrder(database.db, guest, { status: "delivered", events: ["order.created"] });
    const { returnId } = await requestReturn(deps, guest, {
      number,
      lines: [{ lineId: "1", quantity: 1, reason: "too small" }],
    });
    const order = await getOrder(deps, guest, { number });
    expect(order.returnable).toBe(false);
    expect(order.returns).toMatchObject([
      { id: returnId, state: "requested", lines: [{ lineId: "1", quantity: 1, received: 0, reason: "too small" }] },
    ]);
    expect(order.timeline.map(({ seq, type }) => [seq, type])).toEqual([
      [1, "order.created"],
      [2, "order.return_requested"],
    ]);
    const early = await createOrder(database.db, guest, { status: "confirmed" });
    await expect(
      requestReturn(deps, guest, { number: early.number, lines: [{ lineId: "1", quantity: 1 }] }),
    ).rejects.toMatchObject({
      reason: "illegal_transition",
    });
  });

  it("is request one return, however often a request with its id is repeated", async () => {
    const guest = newGuest();
    const { number } = await createOrder(database.db, guest, { status: "delivered", totalMinor: 3_000, quantity: 3 });
    const other = await createOrder(database.db, guest, { status: "delivered" });
    const returnId = crypto.randomUUID();
    const request = { number, returnId, lines: [{ lineId: "1", quantity: 1 }] };
    const results = await Promise.all([1, 2, 3].map(async () => requestReturn(deps, guest, request)));
    expect([...results, await requestReturn(deps, guest, request)]).toEqual(
      Array.from({ length: 4 }, () => ({ returnId })),
    );
    const order = await getOrder(deps, guest, { number });
    expect(order.returns.map(({ id, lines }) => [id, lines.length])).toEqual([[returnId, 1]]);
    expect(order.timeline.filter(({ type }) => type === "order.return_requested")).toHaveLength(1);
    expect(order.lines.map((line) => line.returnableQuantity)).toEqual([2]);
    await expect(requestReturn(deps, guest, { ...request, number: other.number })).rejects.toMatchObject({
      reason: "idempotency_conflict",
    });
    expect((await getOrder(deps, guest, { number: other.number })).returns).toEqual([]);
  });

  it("is return a part now and the rest later, without a reason, but never more than has arrived", async () => {
    const guest = newGuest();
    const { id, number } = await createOrder(database.db, guest, {
      status: "delivered",
      totalMinor: 3_000,
      quantity: 3,
    });
    const back = (quantity: number, lineId = "1") =>
      requestReturn(deps, guest, { number, lines: [{ lineId, quantity }] });
    const left = async () => (await getOrder(deps, guest, { number })).lines.map((line) => line.returnableQuantity);
    expect(await left()).toEqual([3]);
    await back(1);
    expect([await left(), (await getOrder(deps, guest, { number })).returnable]).toEqual([[2], true]);
    await expect(back(3)).rejects.toMatchObject({
      reason: "invalid_input",
      fields: { "lines.0.quantity": "Enter 2 or less." },
    });
    await expect(back(1, "2")).rejects.toMatchObject({ fields: { "lines.0.lineId": "Choose one of the options." } });
    const twice = { lineId: "1", quantity: 1 };
    await expect(requestReturn(deps, guest, { number, lines: [twice, twice] })).rejects.toMatchObject({
      fields: { "lines.1.lineId": "Choose one of the options." },
    });
    const attempts = await Promise.allSettled([back(2), back(2)]);
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect([await left(), (await getOrder(deps, guest, { number })).returnable]).toEqual([[0], false]);
    await database.db.updateTable("orders.returns").set({ state: "refused" }).where("order_id", "=", id).execute();
    expect(await left()).toEqual([3]);
  });

  it("is approve the payment while the provider waits for it", async () => {
    const guest = newGuest();
    const order = await createOrder(database.db, guest, {
      status: "reserved",
      events: ["order.created", "payment.action_required"],
    });
    const payment = await createPayment(database.db, { orderId: order.id, orderNumber: order.number });
    const setPayment = (change: { state: string; action_url?: string; provider_ref?: string }) =>
      database.db.updateTable("payments.payments").set(change).where("id", "=", payment.id).execute();
    expect((await getOrder(deps, guest, order)).action).toBeNull();
    const url = "http://127.0.0.1:4242/approve/ch_1";
    await setPayment({ state: "requires_action", action_url: url, provider_ref: `ch_${order.id}` });
    expect((await getOrder(deps, guest, order)).action).toEqual({ kind: "approve_payment", url, expiresAt: null });
    await setPayment({ state: "captured" });
    expect((await getOrder(deps, guest, order)).action).toBeNull();
  });
});

describe("a member's list", () => {
  it("has their orders only, newest first, each exactly once over all pages", async () => {
    const member = await createMember(database.db);
    const numbers: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      numbers.unshift((await createOrder(database.db, member, { totalMinor: 100 + index })).number);
    }
    await createOrder(database.db, await createMember(database.db));
    const found: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 5; page += 1) {
      const list = await listOrders(deps, member, { limit: 3, ...(cursor ? { cursor } : {}) });
      expect(OrderList.parse(list)).toEqual(list);
      found.push(...list.items.map((item) => item.number));
      if (!list.nextCursor) break;
      cursor = list.nextCursor;
    }
    expect(found).toEqual(numbers);
    expect((await listOrders(deps, await createMember(database.db), { limit: 3 })).items).toEqual([]);
  });

  it("refuses a cursor of another list", async () => {
    const member = await createMember(database.db);
    for (const values of [["now()", "x"], [1], ["2026-01-01 00:00:00+00'; select 1", crypto.randomUUID()]]) {
      const cursor = Buffer.from(JSON.stringify(values)).toString("base64url");
      await expect(listOrders(deps, member, { limit: 3, cursor })).rejects.toMatchObject({ reason: "invalid_input" });
    }
  });
});

describe("events after a cursor", () => {
  it("are returned for each order from its own position, in order, without gaps, up to the limit", async () => {
    const events = ["order.created", "inventory.reserved", "payment.processed", "order.confirmed"] as const;
    const [a, b] = [
      await createOrder(database.db, newGuest(), { events }),
      await createOrder(database.db, newGuest(), { events }),
    ];
    const seqs = async (cursors: Parameters<typeof readOrderEvents>[1], limit = 100) =>
      (await readOrderEvents(database.db, cursors, limit)).map((event) => [event.number, event.seq]);
    const expected = [...[1, 2, 3, 4].map((seq) => [a.number, seq]), ...[4].map((seq) => [b.number, seq])].toSorted(
      ([left], [right]) => String(left).localeCompare(String(right)),
    );
    expect(
      await seqs([
        { number: a.number, after: 0 },
        { number: b.number, after: 3 },
        { number: newOrderNumber(), after: 0 },
      ]),
    ).toEqual(expected);
    expect(await seqs([{ number: a.number, after: 0 }], 2)).toEqual([
      [a.number, 1],
      [a.number, 2],
    ]);
    expect(await seqs([{ number: a.number, after: 4 }])).toEqual([]);
    expect(await seqs([])).toEqual([]);
  });
});
