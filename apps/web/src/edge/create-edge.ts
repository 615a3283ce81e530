import type { Server } from "node:http";
import { securityHeaders } from "@cartwright/observability/security-headers";
import { createCsrfGuard } from "../auth/csrf.ts";
import { identify } from "../auth/identify.ts";
import { CLIENT_TIMES } from "../http/client-times.ts";
import { createExchangeOpener } from "../http/exchange.ts";
import { createHostCheck } from "../http/host-check.ts";
import { composeLayers } from "../http/layer.ts";
import { createHttpServer, type Upgrade } from "../http/server.ts";
import type { EdgeContext, EdgeOptions } from "./edge-options.ts";
import { createLayers } from "./layers.ts";
import { dispatch } from "./route.ts";
import { createRoutes } from "./routes.ts";

/**
 * The HTTP server of the shop. Every request passes the same layers (`layers.ts`) and is then handled by the first route of
 * the list (`routes.ts`) that matches its path.
 */
export function createEdge(options: EdgeOptions): Server {
  const { settings, sessions, upgradeWithNext } = options;
  const { publicOrigin, realtimeUrl, trustedProxies, development } = settings;
  const secure = publicOrigin.startsWith("https:");
  const headers = securityHeaders(secure);
  const host = createHostCheck(settings);
  const context: EdgeContext = {
    ...options,
    host,
    headers,
    csrf: createCsrfGuard(options.csrf, host),
    connectOrigins: realtimeUrl === publicOrigin ? [] : [realtimeUrl],
  };
  const open = createExchangeOpener({
    secure,
    trustedProxies,
    identify: (exchange) => identify(sessions, exchange),
  });
  const handle = composeLayers(createLayers(context), dispatch(createRoutes(context)));
  const upgrade: Upgrade = async (request, socket, head) => {
    if (host.isOurs(request.headers.host)) await upgradeWithNext?.(request, socket, head);
    else socket.destroy();
  };
  return createHttpServer({
    times: options.clientTimes ?? CLIENT_TIMES,
    headers,
    logger: options.api.logger,
    handle: (request, response) => void handle(open(request, response)),
    upgrade: development && upgradeWithNext ? upgrade : undefined,
  });
}
