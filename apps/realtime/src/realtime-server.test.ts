import type { OrderEvent } from "@cartwright/contracts/rooms";
import { newId, newOrderNumber } from "@cartwright/core/kernel/ids";
import { createRealtimeClient, type RealtimeClient, type WatchState } from "@cartwright/realtime/client";
import { cutStreamReaders } from "@cartwright/realtime/testing/cut-readers";
import { connectRaw, type RawSocket } from "@cartwright/realtime/testing/raw-socket";
import { createRecorder } from "@cartwright/realtime/testing/recorder";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createWorld, ORIGIN, type World } from "./testing/world.ts";

const redisUrl = process.env["CARTWRIGHT_TEST_REDIS_URL"];
const backends = [
  { name: "Postgres", redisUrl: undefined, skip: false },
  { name: "Redis", redisUrl, skip: !redisUrl },
];

const seqs = (events: readonly OrderEvent[]): number[] => events.map((event) => event.seq);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe.each(backends)("over $name", ({ redisUrl: url, skip }) => {
  let world: World;
  const open: { close(): void }[] = [];
  beforeAll(async () => {
    if (!skip) world = await createWorld(url);
  });
  afterEach(() => {
    for (const thing of open.splice(0)) thing.close();
  });
  afterAll(async () => world?.close());

  function clientOf(nodeUrl: string, cookie: string): RealtimeClient {
    const client = createRealtimeClient({ url: nodeUrl, headers: { cookie } });
    open.push(client);
    return client;
  }
  async function rawOf(nodeUrl: string, cookie = ""): Promise<RawSocket> {
    const raw = await connectRaw(nodeUrl, { headers: { cookie, origin: ORIGIN } });
    open.push({ close: () => void raw.socket.disconnect() });
    return raw;
  }

  it.skipIf(skip)("brings an event of any process to browsers at every node, in order and once", async () => {
    const [a, b] = [await world.startNode(), await world.startNode()];
    const guest = world.newGuest();
    const order = await world.place(guest);
    const seen = [a, b].map((node) => {
      const events = createRecorder<OrderEvent>();
      const states = createRecorder<WatchState>();
      clientOf(node.url, guest.cookie).watchOrder(order.number, 0, { onEvent: events.add, onState: states.add });
      return { events, states };
    });
    for (const { events, states } of seen) {
      await states.until((all) => all.at(-1) === "live");
      await events.until((all) => all.length === 1);
    }
    await world.append(order, "inventory.reserved");
    await world.append(order, "payment.processed");
    await world.append(order, "order.confirmed");
    for (const { events } of seen) {
      await events.until((all) => all.length >= 4);
      expect(events.all.map(({ seq, type, number }) => [seq, type, number])).toEqual([
        [1, "order.created", order.number],
        [2, "inventory.reserved", order.number],
        [3, "payment.processed", order.number],
        [4, "order.confirmed", order.number],
      ]);
    }
  });

  it.skipIf(skip)("hands over what was missed after a reconnect, from the cursor, once and in order", async () => {
    const node = await world.startNode();
    const guest = world.newGuest();
    const order = await world.place(guest);
    const events = createRecorder<OrderEvent>();
    const states = createRecorder<WatchState>();
    clientOf(node.url, guest.cookie).watchOrder(order.number, 0, { onEvent: events.add, onState: states.add });
    await states.until((all) => all.at(-1) === "live");
    await node.close();
    await states.until((all) => all.at(-1) === "down");
    await world.append(order, "inventory.reserved");
    await world.append(order, "payment.processed");
    await world.startNode({ port: node.port });
    await states.until((all) => all.at(-1) === "live");
    await world.append(order, "order.confirmed");
    await events.until((all) => all.length >= 4);
    expect(seqs(events.all)).toEqual(upTo(4));
  });

  it.skipIf(skip)("loses, doubles and reorders nothing while subscriptions and events race", async () => {
    const [a, b] = [await world.startNode(), await world.startNode()];
    const guest = world.newGuest();
    const order = await world.place(guest);
    const EVENTS = 60;
    let appended = 1;
    const writing = (async () => {
      while (appended < EVENTS) appended = await world.append(order, "saga.retry_scheduled");
    })();
    const timelines = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const raw = await rawOf(index % 2 === 0 ? a.url : b.url, guest.cookie);
        // Each enters at another point of the writing, and with another cursor.
        const after = Math.floor(appended / 2);
        const response = await raw.ask("subscribe", { room: `order:${order.number}`, after });
        if (!response.ok) throw new Error(response.reason);
        const missed = seqs(response.events);
        const total = EVENTS - after;
        await raw.orderEvents.until((all) => missed.length + all.length >= total);
        return { after, got: [...missed, ...seqs(raw.orderEvents.all)] };
      }),
    );
    await writing;
    for (const { after, got } of timelines) expect(got).toEqual(upTo(EVENTS).slice(after));
  });

  it.skipIf(skip)("sends stock and prices to the watchers of the product, and to no one else", async () => {
    const [a, b] = [await world.startNode(), await world.startNode()];
    const productId = newId<Parameters<RealtimeClient["watchProduct"]>[0]>();
    const variantId = newId<never>();
    const looking = await rawOf(a.url);
    const other = await rawOf(b.url);
    expect(await looking.ask("subscribe", { room: `product:${productId}` })).toEqual({ ok: true, events: [] });
    expect(await other.ask("subscribe", { room: `product:${newId()}` })).toEqual({ ok: true, events: [] });
    await world.publish({ kind: "stock", changes: [{ productId, variantId, available: 3, backorder: null }] });
    await world.publish({ kind: "prices", changes: [{ productId, variantId, priceMinor: 250, currency: "EUR" }] });
    await looking.messages.until((all) => all.length >= 2);
    expect(looking.messages.all).toEqual([
      { name: "stock.changed", content: { productId, variantId, available: 3, backorder: null } },
      { name: "price.changed", content: { productId, variantId, priceMinor: 250, currency: "EUR" } },
    ]);
    expect(other.messages.all).toEqual([]);
  });

  it.skipIf(skip)("tells the progress of an import to those who watch imports", async () => {
    const node = await world.startNode();
    const watching = await rawOf(node.url, (await world.logIn("manager")).cookie);
    const other = await rawOf(node.url, (await world.logIn("manager")).cookie);
    await watching.ask("subscribe", { room: "admin:imports" });
    await other.ask("subscribe", { room: "admin:orders" });
    const change = {
      importId: newId<never>(),
      state: "checking" as const,
      version: 3,
      phase: "reading" as const,
      done: 500,
      total: 1_000,
      rows: 9,
    };
    await world.publish({ kind: "imports", changes: [change] });
    await watching.messages.until((all) => all.length > 0);
    expect(watching.messages.all).toEqual([{ name: "import.changed", content: change }]);
    expect(other.messages.all).toEqual([]);
  });

  it.skipIf(skip)("goes on after its listener was cut off, without losing an event", async () => {
    const node = await world.startNode();
    const guest = world.newGuest();
    const order = await world.place(guest);
    const raw = await rawOf(node.url, guest.cookie);
    await raw.ask("subscribe", { room: `order:${order.number}`, after: 1 });
    if (url) await cutStreamReaders(url);
    else {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'listen:cartwright_hints'`.execute(world.db);
    }
    await world.append(order, "inventory.reserved");
    await raw.orderEvents.until((all) => all.length > 0);
    await world.append(order, "payment.processed");
    await raw.orderEvents.until((all) => all.length >= 2);
    expect(seqs(raw.orderEvents.all)).toEqual([2, 3]);
  });
});

describe("access", () => {
  let world: World;
  let url: string;
  const open: RawSocket[] = [];
  beforeAll(async () => {
    world = await createWorld();
    ({ url } = await world.startNode());
  });
  afterEach(() => {
    for (const raw of open.splice(0)) raw.socket.disconnect();
  });
  afterAll(async () => world.close());

  async function connect(cookie: string, nodeUrl = url): Promise<RawSocket> {
    const raw = await connectRaw(nodeUrl, { headers: { cookie, origin: ORIGIN } });
    open.push(raw);
    return raw;
  }

  it("lets a guest, a shopper and staff into their own rooms, and responds alike for foreign and missing ones", async () => {
    const guest = world.newGuest();
    const shopper = await world.logIn("shopper");
    const staff = await world.logIn("support");
    const ofGuest = await world.place(guest);
    const ofShopper = await world.place({ userId: shopper.userId });
    const may = async (cookie: string, room: string) => (await connect(cookie)).ask("subscribe", { room });
    const refused = { ok: false, reason: "not_found" };

    expect(await may(guest.cookie, `order:${ofGuest.number}`)).toMatchObject({ ok: true, events: [{ seq: 1 }] });
    expect(await may(shopper.cookie, `order:${ofShopper.number}`)).toMatchObject({ ok: true });
    expect(await may(staff.cookie, `order:${ofGuest.number}`)).toMatchObject({ ok: true });
    expect(await may(staff.cookie, "admin:orders")).toEqual({ ok: true, events: [] });
    expect(await may((await world.logIn("manager")).cookie, "admin:imports")).toEqual({ ok: true, events: [] });

    // Support may see products and not change them.
    expect(await may(staff.cookie, "admin:imports")).toEqual(refused);
    expect(await may(world.newGuest().cookie, `order:${ofGuest.number}`)).toEqual(refused);
    expect(await may(shopper.cookie, `order:${ofGuest.number}`)).toEqual(refused);
    expect(await may("", `order:${ofShopper.number}`)).toEqual(refused);
    expect(await may(shopper.cookie, `order:${newOrderNumber()}`)).toEqual(refused);
    expect(await may(shopper.cookie, "admin:orders")).toEqual(refused);
    expect(await may("", "admin:orders")).toEqual(refused);
  });

  it("gives staff no access by their role while the shop requires two-step verification that they have not set up", async () => {
    const order = await world.place(world.newGuest());
    const may = async (cookie: string, room: string) => (await connect(cookie)).ask("subscribe", { room });
    const require = (required: boolean) =>
      world.db.updateTable("accounts.policy").set({ second_factor_required: required }).execute();
    await require(true);
    const [without, enrolled] = [await world.logIn("admin"), await world.logIn("admin")];
    const totp = { totp_secret: "sealed", totp_enabled_at: new Date() };
    await world.db.updateTable("accounts.users").set(totp).where("id", "=", enrolled.userId).execute();
    const refused = { ok: false, reason: "not_found" };
    expect(await may(without.cookie, "admin:orders")).toEqual(refused);
    expect(await may(without.cookie, `order:${order.number}`)).toEqual(refused);
    expect(await may(enrolled.cookie, "admin:orders")).toMatchObject({ ok: true });
    expect(await may(enrolled.cookie, `order:${order.number}`)).toMatchObject({ ok: true });
    await require(false);
  });

  it("sends nothing of an order to a socket that was refused", async () => {
    const guest = world.newGuest();
    const order = await world.place(guest);
    const [owner, stranger] = [await connect(guest.cookie), await connect("")];
    await stranger.ask("subscribe", { room: `order:${order.number}` });
    await owner.ask("subscribe", { room: `order:${order.number}` });
    await world.append(order, "inventory.reserved");
    await owner.orderEvents.until((all) => all.length === 1);
    expect(stranger.messages.all).toEqual([]);
  });

  it("sends staff the events of every order once, also while they watch one of them", async () => {
    const staff = await world.logIn("manager");
    const raw = await connect(staff.cookie);
    const [one, two] = [await world.place(world.newGuest()), await world.place(world.newGuest())];
    await raw.ask("subscribe", { room: "admin:orders" });
    await raw.ask("subscribe", { room: `order:${one.number}`, after: 1 });
    await world.append(one, "inventory.reserved");
    await world.append(two, "inventory.reserved");
    await world.append(one, "payment.processed");
    await raw.orderEvents.until((all) => all.length >= 4);
    // The sequence is guaranteed within an order, not between orders.
    const seqsOf = (number: string) =>
      raw.orderEvents.all.filter((event) => event.number === number).map(({ seq }) => seq);
    expect(seqsOf(one.number)).toEqual([2, 3]);
    // One hint may announce several events, so those shortly before the newest are sent too.
    expect(seqsOf(two.number)).toEqual([1, 2]);
    expect(raw.orderEvents.all).toHaveLength(4);
  });

  it("sends staff only the new events of an old order", async () => {
    const raw = await connect((await world.logIn("support")).cookie);
    const old = await world.place(world.newGuest());
    await world.append(old, "inventory.reserved", "silent");
    await sql`update orders.order_events set at = now() - interval '2 days' where order_id = ${old.id}`.execute(
      world.db,
    );
    await raw.ask("subscribe", { room: "admin:orders" });
    await world.append(old, "order.shipped");
    await raw.orderEvents.until((all) => all.length > 0);
    expect(seqs(raw.orderEvents.all)).toEqual([3]);
  });

  it("sends nothing after unsubscribe", async () => {
    const guest = world.newGuest();
    const order = await world.place(guest);
    const [stays, leaves] = [await connect(guest.cookie), await connect(guest.cookie)];
    for (const raw of [stays, leaves]) await raw.ask("subscribe", { room: `order:${order.number}`, after: 1 });
    leaves.socket.emit("unsubscribe", { room: `order:${order.number}` });
    // Messages of one socket are processed in order, so this response shows that the one before was processed too.
    await leaves.ask("subscribe", { room: `product:${newId()}` });
    await world.append(order, "inventory.reserved");
    await stays.orderEvents.until((all) => all.length === 1);
    expect(leaves.orderEvents.all).toEqual([]);
  });

  it.each([
    ["nothing", undefined],
    ["a text", "order:CW-2345-2345"],
    ["no room", { after: 0 }],
    ["an unknown room", { room: "admin:everything" }],
    ["a number in small letters", { room: "order:cw-2345-2345" }],
    ["a negative cursor", { room: "order:CW-2345-2345", after: -1 }],
    ["an unknown key", { room: "order:CW-2345-2345", as: "admin" }],
    ["a prototype", JSON.parse('{"room":"order:CW-2345-2345","__proto__":{"a":1},"constructor":1}')],
  ])("refuses %s with invalid_input", async (_case, content) => {
    expect(await (await connect("")).ask("subscribe", content)).toEqual({ ok: false, reason: "invalid_input" });
  });

  it.each(["websocket", "polling"] as const)("refuses pages of another origin over %s", async (transport) => {
    for (const origin of ["https://evil.example", "null", `${ORIGIN}.evil.example`, "http://localhost:3001"]) {
      await expect(connectRaw(url, { transport, headers: { origin } })).rejects.toThrow("error");
    }
    await expect(connectRaw(url, { transport, headers: { "sec-fetch-site": "cross-site" } })).rejects.toThrow("error");
    const own = await connectRaw(url, { transport, headers: { origin: ORIGIN } });
    open.push(own);
    expect(await own.ask("subscribe", { room: `product:${newId()}` })).toMatchObject({ ok: true });
  });

  it.each([
    ["a handshake", "/socket.io/?EIO=4&transport=polling", 200],
    ["a refused handshake", "/socket.io/?EIO=4&transport=nothing", 400],
    ["a path that is not there", "/metrics", 404],
  ])("responds to %s with the same headers as every other port", async (_case, path, status) => {
    const response = await fetch(`${url}${path}`, { headers: { origin: ORIGIN } });
    const { headers } = response;
    expect(response.status).toBe(status);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  it("closes a connection that sends a message that is too large, and no other", async () => {
    const [loud, quiet] = [await connect(""), await connect("")];
    loud.socket.emit("subscribe", { room: "x".repeat(20_000) });
    await loud.ends.until((all) => all.length === 1);
    expect(await quiet.ask("subscribe", { room: `product:${newId()}` })).toMatchObject({ ok: true });
  });

  it("lets a socket into 20 rooms and no more, and lets it change them", async () => {
    const raw = await connect("");
    const rooms = Array.from({ length: 21 }, () => `product:${newId()}`);
    const responses = await Promise.all(rooms.map(async (room) => raw.ask("subscribe", { room })));
    expect(responses.map((response) => response.ok)).toEqual([...Array.from({ length: 20 }, () => true), false]);
    expect(responses.at(-1)).toEqual({ ok: false, reason: "rate_limited" });
    raw.socket.emit("unsubscribe", { room: rooms[0] });
    expect(await raw.ask("subscribe", { room: rooms[20] })).toMatchObject({ ok: true });
  });

  it("refuses too many requests, from one socket or from one address", async () => {
    const allowance = (burst: number) => ({ burst, perSecond: 0 });
    const strict = await world.startNode({
      gateway: { limits: { subscribesPerSocket: allowance(3), subscribesPerAddress: allowance(5) } },
    });
    const ask = async (raw: RawSocket) => (await raw.ask("subscribe", { room: `product:${newId()}` })).ok;
    const [first, second] = [await connect("", strict.url), await connect("", strict.url)];
    expect([await ask(first), await ask(first), await ask(first), await ask(first)]).toEqual([true, true, true, false]);
    expect([await ask(second), await ask(second), await ask(second)]).toEqual([true, true, false]);
  });

  it("limits the sockets of one address", async () => {
    const small = await world.startNode({ gateway: { limits: { socketsPerAddress: 2 } } });
    const [one] = [await connect("", small.url), await connect("", small.url)];
    await expect(connect("", small.url)).rejects.toThrow("error");
    one?.socket.disconnect();
    await expect
      .poll(async () =>
        connect("", small.url).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });
});
