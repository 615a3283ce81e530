import { randomUUID } from "node:crypto";
import { holdRequest, SCOPE_HEADER } from "../auth/request-scope.ts";
import { buildCsp } from "../http/csp.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Handler } from "../http/layer.ts";
import { renderPage } from "../auth/rendering.ts";
import type { EdgeContext } from "./edge-options.ts";
import { isPublicPage } from "./route-pattern.ts";
import { createApiContext } from "./trpc-mount.ts";

/** Headers that change what Next does. Its own parts send them to each other; clients must not. */
const INTERNAL =
  /^(x-middleware-|x-nextjs-|x-invoke-|x-now-|x-vercel-|x-matched-path|x-prerender|next-action|next-hmr|x-action|x-forwarded-|content-security-policy|forwarded$)/;

/**
 * Prepares the headers for Next: without those that clients must not send, without an encoding (the edge compresses), and
 * with the client's address as the edge knows it.
 */
function cleanHeaders({ request, address, requestId }: Exchange, { host, protocol }: URL): void {
  const { headers } = request;
  for (const name of Object.keys(headers)) if (INTERNAL.test(name)) Reflect.deleteProperty(headers, name);
  delete headers["accept-encoding"];
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  headers["x-forwarded-for"] = address;
  headers["x-request-id"] = requestId;
}

/** What a public page may know of a request: what of it is wanted, and in which form. Values of the client's own are not among it. */
const PUBLIC_HEADERS: Readonly<Record<string, RegExp>> = {
  host: /^[\w.:[\]-]{1,255}$/,
  rsc: /^1$/,
  // Next compares a hash of these four with `_rsc`, redirects when it differs, and removes them before it renders a shared page.
  "next-router-prefetch": /^[12]$/,
  "next-router-segment-prefetch": /^\/[\x21-\x7e]{0,1000}$/,
  "next-router-state-tree": /^%5B[\w%.~*'()!-]{1,8000}$/,
  "next-url": /^\/[\w/.~%@-]{0,2000}$/,
  "if-none-match": /^[\w"/,:*+=. -]{1,300}$/,
  "x-forwarded-host": /^/,
  "x-forwarded-proto": /^/,
};

/**
 * Removes the visitor's headers. A page that is rendered for one visitor is kept for all, so nothing that one of them sends may
 * get into it.
 */
function removeHeaders({ request: { headers } }: Exchange): void {
  for (const [name, value] of Object.entries(headers)) {
    const shape = PUBLIC_HEADERS[name];
    if (!shape || typeof value !== "string" || !shape.test(value)) Reflect.deleteProperty(headers, name);
  }
}

/** Next's own parameter: a hash of the headers of a navigation, by which it keeps such responses apart. Empty without any. */
const NAVIGATION_HASH = /^[\w-]{0,64}$/;

/**
 * Removes the visitor's query. Next writes the query of the request that renders a page into the page, and the cached copy
 * is served to everyone. The browser reads its own address, so filters in it still work. The hash stays for navigations alone:
 * only for them does Next check that it is the hash of the headers, and nothing that a visitor made up.
 */
function removeQuery({ request, path, search }: Exchange): void {
  const hash = request.headers["rsc"] === "1" ? new URLSearchParams(search).get("_rsc") : null;
  request.url = hash !== null && NAVIGATION_HASH.test(hash) ? `${path}?_rsc${hash && `=${hash}`}` : path;
}

/**
 * The address of the public page that a path names in other letters; null for any other path. Next's rewrites do not tell upper from
 * lower case: `/Products/…` would render the public page with what personal pages may know, and keep it for everyone.
 */
function usualSpelling(path: string): string | null {
  const lower = path.toLowerCase();
  return lower !== path && !isPublicPage(path) && isPublicPage(lower) ? lower : null;
}

/** For good, and without the query: public pages have none. */
async function redirectTo({ response }: Exchange, path: string): Promise<void> {
  response.writeHead(308, { Location: path });
  response.end();
}

/**
 * Serves pages. Public pages are the same for everyone and come from the cache or from Next, without anything of the visitor.
 * For all others, the visitor is identified and their cookies are renewed before the first byte is sent. The page finds its
 * context by the scope header.
 */
export function createPages(context: EdgeContext): Handler {
  const { api, settings, connectOrigins, serveFromCache, handleWithNext } = context;
  const publicUrl = new URL(settings.publicOrigin);

  const render = async ({ request, response }: Exchange) =>
    renderPage(
      () => {
        response.isUnavailable = true;
      },
      () => handleWithNext(request, response),
    );

  async function servePublicPage(exchange: Exchange): Promise<void> {
    const { request, response, path } = exchange;
    if (isPublicPage(path)) {
      removeQuery(exchange);
      // In development Next passes headers of its own to the page's tools.
      if (!settings.development) removeHeaders(exchange);
    }
    delete request.headers.cookie;
    delete request.headers[SCOPE_HEADER];
    if (!(await serveFromCache(request, response, path))) await render(exchange);
  }

  async function servePersonalPage(exchange: Exchange): Promise<void> {
    const { request, response, nonce } = exchange;
    const apiContext = createApiContext(api, exchange, { actor: await exchange.visitor(), csrf: "invalid" });
    const scope = randomUUID();
    request.headers[SCOPE_HEADER] = scope;
    // Next puts the nonce of this header on its scripts.
    request.headers["content-security-policy"] = buildCsp({ nonce, connectOrigins });
    response.setHeader("Cache-Control", "private, no-store");
    response.once("close", holdRequest(scope, { context: apiContext, nonce }));
    await render(exchange);
  }

  return (exchange) => {
    const { path } = exchange;
    const usual = usualSpelling(path);
    if (usual !== null) return redirectTo(exchange, usual);
    cleanHeaders(exchange, publicUrl);
    return isPublicPage(path) || path.startsWith("/_next/") ? servePublicPage(exchange) : servePersonalPage(exchange);
  };
}
