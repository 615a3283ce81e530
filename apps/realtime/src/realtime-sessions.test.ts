import type { OrderEvent } from "@cartwright/contracts/rooms";
import { guestSocketId, newId } from "@cartwright/core/kernel/ids";
import { createRealtimeClient, type WatchState } from "@cartwright/realtime/client";
import { connectRaw, type RawSocket } from "@cartwright/realtime/testing/raw-socket";
import { createRecorder } from "@cartwright/realtime/testing/recorder";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createWorld, ORIGIN, type World } from "./testing/world.ts";

const seqs = (events: readonly OrderEvent[]): number[] => events.map((event) => event.seq);

describe("sessions", () => {
  let world: World;
  const open: { close(): void }[] = [];
  beforeAll(async () => {
    world = await createWorld();
  });
  afterEach(() => {
    for (const thing of open.splice(0)) thing.close();
  });
  afterAll(async () => world.close());

  const end = async (sessionId: string) =>
    world.db
      .updateTable("accounts.sessions")
      .set({ revoked_at: new Date(), revoked_reason: "logout" })
      .where("id", "=", sessionId)
      .execute();

  async function connect(url: string, cookie: string): Promise<RawSocket> {
    const raw = await connectRaw(url, { headers: { cookie, origin: ORIGIN } });
    open.push({ close: () => void raw.socket.disconnect() });
    return raw;
  }

  it("closes the sockets of an ended session at every node, and keeps the user's other sockets", async () => {
    const [a, b] = [await world.startNode(), await world.startNode()];
    const [gone, stays] = [await world.logIn("shopper"), await world.logIn("shopper")];
    const ending = [await connect(a.url, gone.cookie), await connect(b.url, gone.cookie)];
    const staying = await connect(a.url, stays.cookie);
    await end(gone.sessionId);
    await world.publish({ kind: "sessions", sessionIds: [gone.sessionId] });
    for (const raw of ending) {
      await raw.ends.until((all) => all.length === 1);
      expect(raw.messages.all.map((message) => message.name)).toEqual(["session.ended"]);
    }
    await expect(connect(a.url, gone.cookie)).rejects.toThrow("session_expired");
    expect(staying.socket.connected).toBe(true);
    expect(await staying.ask("subscribe", { room: `product:${newId()}` })).toMatchObject({ ok: true });
  });

  it("closes the sockets of a guest whose identity has ended, and lets a user in by no guest's cookie", async () => {
    const node = await world.startNode();
    const [guest, other] = [world.newGuest(), world.newGuest()];
    const order = await world.place(guest);
    const room = `order:${order.number}`;
    const [watching, staying] = [await connect(node.url, guest.cookie), await connect(node.url, other.cookie)];
    expect(await watching.ask("subscribe", { room, after: 0 })).toMatchObject({ ok: true });
    await world.publish({ kind: "sessions", sessionIds: [guestSocketId(guest.guestHash)] });
    await watching.ends.until((all) => all.length === 1);
    expect(staying.socket.connected).toBe(true);

    const shopper = await world.logIn("shopper");
    const next = await connect(node.url, `${shopper.cookie}; ${guest.cookie}`);
    expect(await next.ask("subscribe", { room, after: 0 })).toEqual({ ok: false, reason: "not_found" });
  });

  it.each([
    ["its whole time is over", sql`update accounts.sessions set expires_at = now() where id = `],
    ["it has rested for too long", sql`update accounts.refresh_tokens set expires_at = now() where session_id = `],
  ])("closes them at the next check when no hint came: %s", async (_what, over) => {
    const node = await world.startNode({ gateway: { sessionCheckMs: 20 } });
    const session = await world.logIn("support");
    const raw = await connect(node.url, session.cookie);
    await sql`${over} ${session.sessionId}`.execute(world.db);
    await raw.ends.until((all) => all.length === 1);
    expect(raw.messages.all.map((message) => message.name)).toEqual(["session.ended"]);
  });

  it("asks for a renewal when the access token has expired, and continues as the same user", async () => {
    const node = await world.startNode();
    const shopper = await world.logIn("shopper");
    const order = await world.place({ userId: shopper.userId });
    const headers = { cookie: shopper.expiredCookie };
    const states = createRecorder<WatchState>();
    const client = createRealtimeClient({
      url: node.url,
      headers,
      async renewSession() {
        headers.cookie = shopper.cookie;
      },
    });
    open.push(client);
    const events = createRecorder<OrderEvent>();
    client.watchOrder(order.number, 0, { onEvent: events.add, onState: states.add });
    await events.until((all) => all.length === 1);
    await states.until((all) => all.at(-1) === "live");
    expect(events.all[0]).toMatchObject({ number: order.number, seq: 1 });
  });

  it("continues as a guest when the session cannot be renewed, and refuses the order", async () => {
    const node = await world.startNode();
    const shopper = await world.logIn("shopper");
    const order = await world.place({ userId: shopper.userId });
    let renewals = 0;
    const client = createRealtimeClient({
      url: node.url,
      headers: { cookie: shopper.expiredCookie },
      async renewSession() {
        renewals += 1;
      },
    });
    open.push(client);
    const states = createRecorder<WatchState>();
    const events = createRecorder<OrderEvent>();
    client.watchOrder(order.number, 0, { onEvent: events.add, onState: states.add });
    await states.until((all) => all.at(-1) === "refused");
    expect(client.state()).toBe("live");
    expect(events.all).toEqual([]);
    expect(renewals).toBeGreaterThan(0);
  });

  it("recognises a guest whose cookie is newer than the socket", async () => {
    const node = await world.startNode();
    const guest = world.newGuest();
    const headers = { cookie: "" };
    const client = createRealtimeClient({ url: node.url, headers });
    open.push(client);
    const stale = createRecorder<true>();
    client.watchProduct(newId<never>(), { onStale: () => stale.add(true) });
    await stale.until((all) => all.length === 1);
    headers.cookie = guest.cookie;
    const order = await world.place(guest);
    const events = createRecorder<OrderEvent>();
    client.watchOrder(order.number, 0, { onEvent: events.add });
    await events.until((all) => all.length === 1);
    // The product's watch was resumed with the new handshake.
    await stale.until((all) => all.length === 2);
    expect(seqs(events.all)).toEqual([1]);
  });
});
