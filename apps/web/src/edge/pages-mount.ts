import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { identify } from "../auth/identify.ts";
import { holdRequest, SCOPE_HEADER } from "../auth/request-scope.ts";
import type { EdgeOptions } from "./create-edge.ts";
import { buildCsp } from "./csp.ts";
import type { Exchange } from "./exchange.ts";
import { isPublicPage } from "./route-pattern.ts";
import type { Handler } from "./routes.ts";
import { contextOf } from "./trpc-mount.ts";

/** Headers by which Next can be talked into something: they are for its own parts to send, not for clients. */
const INTERNAL =
  /^(x-middleware-|x-nextjs-|x-invoke-|x-now-|x-vercel-|x-matched-path|x-prerender|next-action|next-hmr|x-action|x-forwarded-|content-security-policy|forwarded$)/;

/** What Next sees: no header that a client must not send, no encoding (the edge packs answers), the address as we know it. */
function cleanHeaders(request: IncomingMessage, exchange: Exchange, publicOrigin: string): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) if (INTERNAL.test(name)) Reflect.deleteProperty(headers, name);
  delete headers["accept-encoding"];
  const { host, protocol } = new URL(publicOrigin);
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  headers["x-forwarded-for"] = exchange.address;
  headers["x-request-id"] = exchange.requestId;
}

/**
 * Hands pages to Next. Public pages come from its cache and are the same for everybody: nothing of the visitor goes in. For
 * all others the visitor is known, and his cookies are renewed, before the first byte is sent; the page finds both by the
 * scope header.
 */
export function createPages(options: EdgeOptions): Handler {
  const { settings } = options;
  const connectOrigins = settings.realtimeUrl === settings.publicOrigin ? [] : [settings.realtimeUrl];

  return async (exchange) => {
    const { request, response, path } = exchange;
    if (path.startsWith("/api/")) return false;
    cleanHeaders(request, exchange, settings.publicOrigin);
    const personal = !isPublicPage(path) && !path.startsWith("/_next/");
    if (!personal) {
      delete request.headers.cookie;
      delete request.headers[SCOPE_HEADER];
      if (await options.answerFromCache(request, response, path)) return true;
      await options.handleWithNext(request, response);
      return true;
    }
    const visitor = await identify(options.sessions, exchange);
    const scope = randomUUID();
    request.headers[SCOPE_HEADER] = scope;
    // Next puts the nonce that it finds in this header on its scripts.
    request.headers["content-security-policy"] = buildCsp({ nonce: exchange.nonce, connectOrigins });
    response.setHeader("Cache-Control", "private, no-store");
    const context = contextOf({ api: options.api, csrfOf: () => "invalid" }, exchange, visitor);
    const letGo = holdRequest(scope, { context, nonce: exchange.nonce });
    response.once("close", letGo);
    await options.handleWithNext(request, response);
    return true;
  };
}
