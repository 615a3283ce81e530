import { CANCEL_WINDOW_SECONDS } from "@cartwright/contracts/order-status";
import { Order, OrderList } from "@cartwright/contracts/orders";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, SYSTEM } from "../kernel/actor.ts";
import { newOrderNumber } from "../kernel/ids.ts";
import { createMember, createOrder, newGuest, testDeps } from "../testing/fixtures.ts";
import { createPayment } from "../testing/payments.ts";
import { mayWatchOrder } from "./authorize-order.ts";
import { getOrder } from "./get-order.ts";
import { listOrders } from "./list-orders.ts";
import { openOrderLink } from "./open-order-link.ts";
import { orderKey } from "./order-link.ts";
import { readOrderEvents } from "./read-events.ts";
import { requestReturn } from "./request-return.ts";

const LINK_SECRETS = ["first-secret-of-at-least-32-bytes!", "second-secret-of-at-least-32-byte"];
let database: TestDatabase;
let deps: ReturnType<typeof testDeps> & { settings: { linkSecrets: readonly string[] } };

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { ...testDeps(database.db), settings: { paymentProviders: [], linkSecrets: LINK_SECRETS } };
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
        await expect(requestReturn(deps, stranger, { number, reason: "too small" })).rejects.toMatchObject(NOT_FOUND);
      }
    }
    await expect(getOrder(deps, member, { number: ofGuest.number })).rejects.toMatchObject(NOT_FOUND);
    await expect(getOrder(deps, guest, { number: ofMember.number })).rejects.toMatchObject(NOT_FOUND);
  });

  it("that a member placed is not visible to the guest they are after logging out; a guest's own stays visible after logging in", async () => {
    const guest = newGuest();
    const member = await createMember(database.db, { guestHash: guest.guestHash });
    const asMember = await createOrder(database.db, member);
    const asGuest = await createOrder(database.db, guest);
    await expect(getOrder(deps, guest, { number: asMember.number })).rejects.toMatchObject(NOT_FOUND);
    expect((await getOrder(deps, member, { number: asGuest.number })).number).toBe(asGuest.number);
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
  it("opens its order with any of the secrets, and no other order", async () => {
    const owner = newGuest();
    const { number } = await createOrder(database.db, owner);
    const other = await createOrder(database.db, owner);
    const visitor: Actor = { kind: "guest", guestHash: null };
    for (const secret of LINK_SECRETS) {
      const key = orderKey([secret], number);
      expect((await getOrder(deps, visitor, { number, key })).number).toBe(number);
      await expect(getOrder(deps, visitor, { number: other.number, key })).rejects.toMatchObject(NOT_FOUND);
    }
    for (const key of ["", "x", orderKey(["another-secret-of-at-least-32-byte"], number), "A".repeat(43)]) {
      await expect(getOrder(deps, visitor, { number, key })).rejects.toMatchObject(NOT_FOUND);
    }
  });

  it("is needed once: the browser that opened it is remembered by its cookie, also for the live view, and no other", async () => {
    const owner = newGuest();
    const { id, number } = await createOrder(database.db, owner);
    const reader = newGuest();
    const link = { number, key: orderKey(LINK_SECRETS, number) };
    await openOrderLink(deps, reader.guestHash, link);
    await openOrderLink(deps, reader.guestHash, link);
    expect((await getOrder(deps, reader, { number })).number).toBe(number);
    expect(await mayWatchOrder(database.db, reader, number)).toEqual({ orderId: id });
    expect((await getOrder(deps, owner, { number })).number).toBe(number);
    await expect(getOrder(deps, newGuest(), { number })).rejects.toMatchObject(NOT_FOUND);
  });

  it("with a wrong key opens nothing and reveals nothing about the number", async () => {
    const { number } = await createOrder(database.db, newGuest());
    const reader = newGuest();
    const missing = newOrderNumber();
    const wrong = { number, key: orderKey(["another-secret-of-at-least-32-byte"], number) };
    await expect(openOrderLink(deps, reader.guestHash, wrong)).rejects.toMatchObject(NOT_FOUND);
    const right = { number: missing, key: orderKey(LINK_SECRETS, missing) };
    await expect(openOrderLink(deps, reader.guestHash, right)).rejects.toMatchObject(NOT_FOUND);
    await expect(getOrder(deps, reader, { number })).rejects.toMatchObject(NOT_FOUND);
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
    await requestReturn(deps, guest, { number, reason: "too small" });
    await requestReturn(deps, guest, { number, reason: "too small, really" });
    const order = await getOrder(deps, guest, { number });
    expect(order.returnable).toBe(false);
    expect(order.timeline.map(({ seq, type }) => [seq, type])).toEqual([
      [1, "order.created"],
      [2, "order.return_requested"],
    ]);
    const early = await createOrder(database.db, guest, { status: "confirmed" });
    await expect(requestReturn(deps, guest, { number: early.number, reason: "changed my mind" })).rejects.toMatchObject(
      {
        reason: "illegal_transition",
      },
    );
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
