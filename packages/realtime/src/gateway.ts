import type { Server as HttpServer } from "node:http";
import { type Hint, Room } from "@cartwright/contracts/rooms";
import { metrics } from "@cartwright/observability/metrics";
import { Server } from "socket.io";
import { handleRooms, observeEmit } from "./handle-rooms.ts";
import type { GatewayOptions, GatewayServer, GatewaySocket } from "./gateway-ports.ts";
import { guardHandshake } from "./guard-handshake.ts";
import { createOrderFeed } from "./order-feed.ts";
import { createSessionBook, type SessionBook } from "./session-book.ts";
import { createAddressBook, createBucket, SOCKET_LIMITS, type SocketLimits } from "./socket-limits.ts";

export interface Gateway {
  readonly onHint: (hint: Hint) => void;
  /**
   * Hints may have been lost: reads watched orders again, checks sessions, and tells browsers to read values without sequence
   * numbers.
   */
  readonly onHintsMissed: () => void;
  readonly close: () => Promise<void>;
}

/** Messages of the contract are much smaller. A larger one closes its connection. */
const MESSAGE_BYTES_MAX = 10_000;
const SESSIONS_PER_LOOK = 500;
const SESSION_CHECK_MS = 60_000;

function openServer<Actor>(httpServer: HttpServer, options: GatewayOptions<Actor>): GatewayServer<Actor> {
  return new Server(httpServer, {
    path: "/socket.io",
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 5_000,
    upgradeTimeout: 5_000,
    perMessageDeflate: false,
    httpCompression: false,
    cors: { origin: [...options.allowedOrigins], credentials: true, methods: ["GET", "POST"] },
  });
}

/**
 * Socket.IO for the shop's events, on `/socket.io` of the given HTTP server. Any number of gateways run side by side without
 * knowing each other: each receives hints, and reads the database itself.
 */
export function createGateway<Actor>(httpServer: HttpServer, options: GatewayOptions<Actor>): Gateway {
  const { ports, logger } = options;
  const limits: SocketLimits = { ...SOCKET_LIMITS, ...options.limits };
  const io = openServer(httpServer, options);
  const addresses = createAddressBook(limits);
  const sessions = createSessionBook();
  // Apart from the sessions, because guests are in no table that could be asked whether they have ended.
  const guests = createSessionBook();
  const feed = createOrderFeed({
    readEvents: ports.readEvents,
    isFollowed: () => (io.of("/").adapter.rooms.get("admin:orders")?.size ?? 0) > 0,
    toFollowers(event) {
      // A socket in both rooms receives it through the order's.
      io.local.to("admin:orders").except(`order:${event.number}`).emit("order.event", event);
      observeEmit(event);
    },
    logger,
  });

  guardHandshake(io, options, addresses);
  io.on("connection", (socket) => {
    const bucket = createBucket(limits.subscribesPerSocket);
    const mayAsk = (): boolean => bucket.take() && addresses.maySubscribe(socket.data.address);
    const leaveRooms = handleRooms(socket, { ports, feed, logger, roomsMax: limits.roomsPerSocket, mayAsk });
    metrics.sockets.inc();
    socket.on("disconnect", () => {
      metrics.sockets.dec();
      leaveRooms();
    });
    const { sessionId, guestId } = socket.data.visitor;
    holdSocket(socket, sessions, sessionId);
    holdSocket(socket, guests, guestId);
  });

  async function checkSessions(): Promise<void> {
    const ids = sessions.ids();
    for (let start = 0; start < ids.length; start += SESSIONS_PER_LOOK) {
      sessions.end(await ports.findEndedSessions(ids.slice(start, start + SESSIONS_PER_LOOK)));
    }
    addresses.forgetIdle();
  }
  const check = (): void => {
    checkSessions().catch((error: unknown) => logger.warn({ err: error }, "sessions could not be looked up"));
  };
  const checking = setInterval(check, options.sessionCheckMs ?? SESSION_CHECK_MS);

  return {
    onHint(hint) {
      if (hint.kind === "orders") feed.hint(hint.orders);
      else if (hint.kind === "sessions") {
        sessions.end(hint.sessionIds);
        guests.end(hint.sessionIds);
      } else if (hint.kind === "imports") {
        for (const change of hint.changes) io.local.to("admin:imports").emit("import.changed", change);
      } else tellProducts(io, hint);
    },
    onHintsMissed() {
      feed.reread();
      check();
      tellStale(io);
    },
    async close() {
      clearInterval(checking);
      feed.close();
      await io.close();
    },
  };
}

/** Closes the socket when its session, or its guest's identity, ends. */
function holdSocket<Actor>(socket: GatewaySocket<Actor>, book: SessionBook, id: string | null): void {
  if (id === null) return;
  const holder = {
    end(): void {
      socket.emit("session.ended");
      socket.disconnect(true);
    },
  };
  socket.on("disconnect", () => book.remove(id, holder));
  book.add(id, holder);
}

/** Sends values to every socket that watches the product. */
function tellProducts<Actor>(io: GatewayServer<Actor>, hint: Hint): void {
  if (hint.kind === "stock") {
    for (const change of hint.changes) io.local.to(`product:${change.productId}`).emit("stock.changed", change);
  }
  if (hint.kind === "prices") {
    for (const change of hint.changes) io.local.to(`product:${change.productId}`).emit("price.changed", change);
  }
}

/** Tells the rooms without sequence numbers that messages may have been missed. */
function tellStale<Actor>(io: GatewayServer<Actor>): void {
  for (const name of io.of("/").adapter.rooms.keys()) {
    // The adapter also has a room for each socket, by its id. It is no room of the contract.
    const { data: room } = Room.safeParse(name);
    if (room && !room.startsWith("order:")) io.local.to(room).emit("room.stale", { room });
  }
}
