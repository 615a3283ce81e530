import type { IncomingMessage } from "node:http";
import type { OrderNumber } from "@cartwright/contracts/ids";
import type { ClientToServer, ServerToClient } from "@cartwright/contracts/rooms";
import type { Logger } from "@cartwright/observability/logger";
import type { Server, Socket } from "socket.io";
import type { ReadEvents } from "./order-members.ts";
import type { SocketLimits } from "./socket-limits.ts";

/** Who a handshake's cookies belong to. `sessionId` is null for guests, `guestId` for users and for guests without a cookie. */
export interface Visitor<Actor> {
  readonly actor: Actor;
  readonly sessionId: string | null;
  /** The id by which the guest's sockets are told that their identity has ended. */
  readonly guestId: string | null;
}

/** What the gateway needs from the shop. */
export interface GatewayPorts<Actor> {
  /**
   * Reads the cookies. `session_expired` asks the browser to renew its session first; with `asGuest`, that response is not
   * used.
   */
  readonly authenticate: (
    cookieHeader: string | undefined,
    asGuest: boolean,
  ) => Promise<Visitor<Actor> | "session_expired">;
  readonly mayWatchOrder: (actor: Actor, number: OrderNumber) => Promise<boolean>;
  readonly mayWatchAllOrders: (actor: Actor) => boolean;
  readonly mayWatchImports: (actor: Actor) => boolean;
  readonly readEvents: ReadEvents;
  /** Which of these sessions (at most 500) have ended. */
  readonly findEndedSessions: (sessionIds: readonly string[]) => Promise<readonly string[]>;
  readonly addressOf: (request: IncomingMessage) => string;
}

export interface GatewayOptions<Actor> {
  readonly ports: GatewayPorts<Actor>;
  /** Origins whose pages may connect: the shop's own. */
  readonly allowedOrigins: readonly string[];
  readonly logger: Logger;
  readonly limits?: Partial<SocketLimits>;
  /** How often the sessions of open sockets are checked, for expiry and for lost hints. Default 60,000. */
  readonly sessionCheckMs?: number;
}

interface SocketData<Actor> {
  visitor: Visitor<Actor>;
  address: string;
}
export type GatewaySocket<Actor> = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData<Actor>>;
export type GatewayServer<Actor> = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData<Actor>>;
