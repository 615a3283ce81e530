import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { cookieNames } from "@cartwright/contracts/cookies";
import { createAccessTokens } from "@cartwright/core/accounts/sessions/access-token";
import { createSessionChecker } from "@cartwright/core/accounts/sessions/check-session";
import { findEndedSessions } from "@cartwright/core/accounts/sessions/find-ended-sessions";
import { type Actor, mayAct } from "@cartwright/core/kernel/actor";
import { mayWatchOrder } from "@cartwright/core/orders/authorize-order";
import { readOrderEvents } from "@cartwright/core/orders/read-events";
import type { Db } from "@cartwright/db/client";
import { createAddressReader } from "@cartwright/observability/client-address";
import { applySecurityHeaders } from "@cartwright/observability/apply-security-headers";
import type { Logger } from "@cartwright/observability/logger";
import { securityHeaders } from "@cartwright/observability/security-headers";
import { CONNECTION_CHECK_MS } from "@cartwright/observability/server-times";
import { createGateway } from "@cartwright/realtime/gateway";
import type { GatewayOptions } from "@cartwright/realtime/gateway-ports";
import { subscribeToHints } from "@cartwright/realtime/hints";
import { createAuthenticate } from "./authenticate.ts";

export interface RealtimeServerOptions {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly publicOrigin: string;
  readonly authSecrets: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logger: Logger;
  /** For tests: how long a client may take to send its headers, and how often that is checked. */
  readonly clientTimes?: ClientTimes;
  /** For tests: tighter limits, and more frequent checks of sessions. */
  readonly gateway?: Pick<GatewayOptions<Actor>, "limits" | "sessionCheckMs">;
}

export interface RealtimeServer {
  readonly port: number;
  /** Whether hints arrive. Without them no order is live. */
  readonly hasHints: () => boolean;
  readonly close: () => Promise<void>;
}

interface ClientTimes {
  readonly headersMs: number;
  readonly checkMs: number;
}
const CLIENT_TIMES: ClientTimes = { headersMs: 10_000, checkMs: CONNECTION_CHECK_MS };

/** Socket.IO on its own port. Everything but `/socket.io` is 404. */
function createHttpServer({ headersMs, checkMs }: ClientTimes): Server {
  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: headersMs,
      requestTimeout: 15_000,
      keepAliveTimeout: 10_000,
      connectionsCheckingInterval: checkMs,
      requireHostHeader: false,
    },
    (_request, response) => {
      response
        .writeHead(404, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" })
        .end('{"status":"not found"}');
    },
  );
  server.maxConnections = 20_000;
  return server;
}

/** Starts one gateway node: it receives hints, reads the database and serves browsers. Resolves when it listens. */
export async function startRealtimeServer(options: RealtimeServerOptions): Promise<RealtimeServer> {
  const { db, logger, publicOrigin } = options;
  const sessions = createSessionChecker(db);
  const authenticate = createAuthenticate({
    names: cookieNames(publicOrigin.startsWith("https://")),
    accessTokens: createAccessTokens({ secrets: options.authSecrets }),
    sessions,
  });
  const httpServer = createHttpServer(options.clientTimes ?? CLIENT_TIMES);
  const gateway = createGateway<Actor>(httpServer, {
    ...options.gateway,
    allowedOrigins: [publicOrigin],
    logger,
    ports: {
      authenticate,
      mayWatchOrder: async (actor, number) => (await mayWatchOrder(db, actor, number)) !== null,
      mayWatchAllOrders: (actor) => mayAct(actor, "orders:read"),
      mayWatchImports: (actor) => mayAct(actor, "products:write"),
      readEvents: async (cursors, limit) => readOrderEvents(db, cursors, limit),
      findEndedSessions: async (sessionIds) => findEndedSessions(db, sessionIds),
      addressOf: createAddressReader(options.trustedProxies),
    },
  });
  const hints = await subscribeToHints({
    redisUrl: options.redisUrl,
    connectionString: options.databaseUrl,
    onHint(hint) {
      gateway.onHint(hint);
    },
    onReconnect() {
      gateway.onHintsMissed();
    },
    logger,
  });
  // After the gateway, which registers itself before all listeners that exist by then.
  applySecurityHeaders(httpServer, securityHeaders(publicOrigin.startsWith("https://")));
  await new Promise<void>((resolve, reject) => {
    httpServer.once("error", reject);
    httpServer.listen(options.port, options.host, resolve);
  });
  return {
    port: (httpServer.address() as AddressInfo).port, // a listening TCP server has one
    hasHints: () => hints.isConnected(),
    async close() {
      await hints.close();
      await gateway.close();
    },
  };
}
