import type { ClientToServer, Room, ServerToClient, SubscribeResponse } from "@cartwright/contracts/rooms";
import { io, type Socket } from "socket.io-client";

type Wire = Socket<ServerToClient, ClientToServer>;

/** `connecting` until the first response or failure. */
export type ConnectionState = "connecting" | "live" | "down";

/**
 * The state of one watch. `live`: events arrive as they happen. `connecting` (the first second or so) and `down`: they may
 * not, so poll. `refused`: the room is not for this caller.
 */
export type WatchState = ConnectionState | "refused";

export interface ConnectionOptions {
  readonly url: string;
  readonly renewSession?: () => Promise<unknown>;
  readonly headers?: Record<string, string>;
  /** Called when the connection opens or closes. With every new connection, rooms must be entered again. */
  readonly onChange: (state: ConnectionState) => void;
}

export interface Connection {
  readonly socket: Wire;
  readonly state: () => ConnectionState;
  /** Requests a room. No response within 5 s counts as `unavailable`. */
  readonly enter: (room: Room, after: number) => Promise<SubscribeResponse>;
  readonly leave: (room: Room) => void;
  /** Connects, unless it is connected or connecting. */
  readonly wake: () => void;
  /** Reconnects with the current cookies. */
  readonly renew: () => void;
  readonly close: () => void;
}

const RESPONSE_TIMEOUT_MS = 5_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 8_000;

/** Closed at first. WebSocket is tried first: long polling needs a proxy that keeps a browser at one node. */
function makeSocket({ url, headers }: ConnectionOptions, asGuest: () => boolean): Wire {
  return io(url, {
    path: "/socket.io",
    autoConnect: false,
    forceNew: true,
    withCredentials: true,
    auth: (send) => send({ guest: asGuest() }),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: RETRY_MIN_MS,
    reconnectionDelayMax: RETRY_MAX_MS,
    randomizationFactor: 0.5,
    timeout: RESPONSE_TIMEOUT_MS,
    ...(headers ? { extraHeaders: headers } : {}),
  });
}

/** The tab's one socket: closed until it is needed, then kept open for ever, through refused handshakes too. */
export function openConnection(options: ConnectionOptions): Connection {
  // A session that could not be renewed has ended: continue as a guest and do not retry for ever.
  const socket = makeSocket(options, () => refusals > 1);
  let state: ConnectionState = "connecting";
  let closed = false;
  let refusals = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function change(next: ConnectionState): void {
    if (closed || state === next) return;
    state = next;
    options.onChange(next);
  }
  function wake(): void {
    if (!closed && !socket.active) socket.connect();
  }
  function wakeLater(): void {
    clearTimeout(retry);
    if (!closed) retry = setTimeout(wake, RETRY_MIN_MS * (1 + Math.random()));
  }

  /** After a refused handshake, at which the library gives up: renew the session, then try again. */
  async function recover(refusal: string): Promise<void> {
    refusals += refusal === "session_expired" ? 1 : 0;
    try {
      if (refusals === 1) await options.renewSession?.();
    } finally {
      wakeLater();
    }
  }

  socket.on("connect", () => {
    refusals = 0;
    change("live");
  });
  socket.on("disconnect", (reason) => {
    change("down");
    // The library does not reconnect when the server closed the socket. After the end of a session it should, as a guest.
    if (reason === "io server disconnect") wakeLater();
  });
  socket.on("connect_error", ({ message }) => {
    change("down");
    // While it is active, the library retries. A failed renewal is retried at the next refusal.
    if (!socket.active) recover(message).catch(() => undefined);
  });

  return {
    socket,
    state: () => state,
    async enter(room, after) {
      try {
        return await socket.timeout(RESPONSE_TIMEOUT_MS).emitWithAck("subscribe", { room, after });
      } catch {
        return { ok: false, reason: "unavailable" };
      }
    },
    leave(room) {
      if (socket.connected) socket.emit("unsubscribe", { room });
    },
    wake,
    renew() {
      if (closed || !socket.active) return;
      socket.disconnect();
      socket.connect();
    },
    close() {
      closed = true;
      clearTimeout(retry);
      socket.disconnect();
    },
  };
}
