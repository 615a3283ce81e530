import { createServer, IncomingMessage, type Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { respondToUnreadable } from "@cartwright/observability/apply-security-headers";
import type { Logger } from "@cartwright/observability/logger";
import { type ClientTimes, cutSlowReader, cutSlowSender, cutUnreadBody, serverOptions } from "./client-times.ts";
import { createPipelineLimit } from "./limit-pipelining.ts";
import { ShopResponse } from "./shop-response.ts";

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

export interface HttpServerOptions {
  readonly times: ClientTimes;
  /** Sent with responses to requests that cannot be read. */
  readonly headers: readonly (readonly [string, string])[];
  readonly logger: Logger;
  readonly handle: (request: IncomingMessage, response: ShopResponse) => void;
  /** Takes over a socket. Without it, no request may change the protocol. */
  readonly upgrade: Upgrade | undefined;
}

const CONNECTIONS_MAX = 20_000;
const REQUESTS_PER_SOCKET_MAX = 10_000;

/** Node's server with limits on what a client may send, how fast it must send it, and how fast it must take the response. */
export function createHttpServer({ times, headers, logger, handle, upgrade }: HttpServerOptions): Server {
  const isWithinLimit = createPipelineLimit();
  const options = {
    ...serverOptions(times, { mayUpgrade: upgrade !== undefined }),
    IncomingMessage,
    ServerResponse: ShopResponse,
  };
  const server = createServer(options, (request, response) => {
    if (!isWithinLimit(request, response)) return;
    cutSlowReader(request, response, times);
    cutSlowSender(request, response, { times, cut: refuseSlow });
    cutUnreadBody(request, response);
    handle(request, response);
  });
  /** As Node refuses a request that takes too long. */
  function refuseSlow(socket: Socket): void {
    server.emit("clientError", Object.assign(new Error("slow body"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }), socket);
    socket.destroySoon();
  }
  server.maxRequestsPerSocket = REQUESTS_PER_SOCKET_MAX;
  server.maxConnections = CONNECTIONS_MAX;
  respondToUnreadable(server, headers, (refusal) => logger.info({ ...refusal, route: "unreadable" }, "request"));
  server.on("upgrade", (request, socket: Duplex, head) => {
    if (upgrade) upgrade(request, socket, head).catch(() => socket.destroy());
    else socket.destroy();
  });
  return server;
}
