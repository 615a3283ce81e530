import { randomBytes } from "node:crypto";
import { cookieNames } from "@cartwright/contracts/cookies";
import type { CartId, OrderId, OrderNumber, SessionId, UserId } from "@cartwright/contracts/ids";
import type { OrderEventType } from "@cartwright/contracts/messages";
import type { Role } from "@cartwright/contracts/permissions";
import { createAccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import { hashSecret, newId, newOrderNumber, newSecret } from "@cartwright/core/kernel/ids";
import { createOrder } from "@cartwright/core/orders/create-order";
import { appendOrderEvents, lockOrders } from "@cartwright/core/orders/move-orders";
import { ADDRESS, createSession, createUser, ORDER_STATES } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { createTestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { createLogger } from "@cartwright/observability/logger";
import { createHintPublisher } from "@cartwright/realtime/hints";
import { type RealtimeServer, type RealtimeServerOptions, startRealtimeServer } from "../realtime-server.ts";

export const ORIGIN = "http://localhost:3000";
const SECRETS = ["a-test-key-of-some-length-0123456789"];
const NAMES = cookieNames(false);

export interface PlacedOrder {
  readonly id: OrderId;
  readonly number: OrderNumber;
}

/** A shop with users and orders, and as many gateway nodes as a test starts, over one database. */
export interface World {
  readonly db: Db;
  readonly databaseUrl: string;
  /** Starts a node and returns its URL. `close` stops it. */
  readonly startNode: (options?: NodeOptions) => Promise<RealtimeServer & { readonly url: string }>;
  /** A guest, with the header that carries their cookie. */
  readonly newGuest: () => { readonly guestHash: Buffer; readonly cookie: string };
  /** A signed-in user. */
  readonly logIn: (role: Role) => Promise<{
    readonly userId: UserId;
    readonly sessionId: SessionId;
    readonly cookie: string;
    readonly expiredCookie: string;
  }>;
  /** An order with its first event, committed. */
  readonly place: (owner: { readonly userId?: UserId; readonly guestHash?: Buffer }) => Promise<PlacedOrder>;
  /** Commits one more event. With `silent`, no hint follows. Returns its seq. */
  readonly append: (order: PlacedOrder, type: OrderEventType, silent?: "silent") => Promise<number>;
  readonly publish: ReturnType<typeof createHintPublisher>["publish"];
  readonly close: () => Promise<void>;
}

interface NodeOptions extends Pick<RealtimeServerOptions, "gateway" | "clientTimes"> {
  readonly port?: number;
}

export async function createWorld(redisUrl?: string): Promise<World> {
  const database = await createTestDatabase();
  const { db } = database;
  const publisher = createHintPublisher({ redisUrl, db });
  const nodes: RealtimeServer[] = [];
  const accessTokens = createAccessTokens({ secrets: SECRETS });

  return {
    db,
    databaseUrl: database.url,
    async startNode(options = {}) {
      const node = await startRealtimeServer({
        db,
        databaseUrl: database.url,
        redisUrl,
        publicOrigin: ORIGIN,
        authSecrets: SECRETS,
        trustedProxies: [],
        host: "127.0.0.1",
        port: options.port ?? 0,
        logger: createLogger({ name: "test", level: "silent" }),
        ...(options.gateway ? { gateway: options.gateway } : {}),
        ...(options.clientTimes ? { clientTimes: options.clientTimes } : {}),
      });
      nodes.push(node);
      return { ...node, url: `http://127.0.0.1:${node.port}` };
    },
    newGuest() {
      const secret = newSecret();
      return { guestHash: hashSecret(secret), cookie: `${NAMES.guest}=${secret}` };
    },
    async logIn(role) {
      const { id: userId } = await createUser(db, { role });
      const sessionId = await createSession(db, userId);
      const claims = { userId, sessionId, role };
      const expired = await createAccessTokens({ secrets: SECRETS, lifetimeSeconds: -60 }).sign(claims);
      const cookie = `${NAMES.session}=${await accessTokens.sign(claims)}`;
      return { userId, sessionId, cookie, expiredCookie: `${NAMES.session}=${expired}` };
    },
    place: async (owner) => placeOrder(db, owner),
    async append(order, type, silent) {
      const [moved] = await inTransaction(db, async (tx) => {
        const from = (await lockOrders(tx, [order.id])).get(order.id)?.state ?? ORDER_STATES.pending;
        return appendOrderEvents(tx, [{ order: { orderId: order.id, from }, events: [{ type, message: type }] }]);
      });
      if (!moved) throw new Error("nothing was appended");
      const { number, lastSeq } = moved;
      if (!silent) await publisher.publish({ kind: "orders", orders: [{ number, seq: lastSeq }] });
      return lastSeq;
    },
    publish: async (hint) => publisher.publish(hint),
    async close() {
      for (const node of nodes) await node.close();
      await publisher.close();
      await database.close();
    },
  };
}

async function placeOrder(
  db: Db,
  owner: { readonly userId?: UserId; readonly guestHash?: Buffer },
): Promise<PlacedOrder> {
  const id = newId<OrderId>();
  const number = newOrderNumber();
  await inTransaction(db, async (tx) =>
    createOrder(
      tx,
      {
        id,
        number,
        email: "kim@example.com",
        userId: owner.userId ?? null,
        guestHash: owner.guestHash ?? null,
        cartId: newId<CartId>(),
        currency: "EUR",
        subtotalMinor: 1_000,
        discountMinor: 0,
        shippingMinor: 0,
        taxMinor: 0,
        taxIncluded: true,
        shippingTaxed: true,
        totalMinor: 1_000,
        giftCardMinor: 0,
        promotionCode: null,
        shippingAddress: ADDRESS,
        shippingMethodId: "standard",
        shippingMethod: "Standard",
        taxCountry: "DE",
        taxRateBp: 0,
        idempotencyScope: id,
        idempotencyKey: newId(),
        requestHash: randomBytes(32),
        traceparent: null,
      },
      [],
    ),
  );
  return { id, number };
}
