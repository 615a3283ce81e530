import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type CookieNames, cookieNames } from "@cartwright/contracts/cookies";
import type { Actor } from "@cartwright/core/kernel/actor";
import { createAddressReader } from "@cartwright/observability/client-address";
import { openEntrySpan, type OpenSpan } from "@cartwright/observability/spans";
import { createCookieJar, type ResponseCookies, readCookies, type RequestCookies } from "./cookie-jar.ts";
import type { ShopResponse } from "./shop-response.ts";

/** Who makes a request: a signed-in user or a guest, never the system. */
export type Visitor = Exclude<Actor, { kind: "system" }>;

/** One request and its response, with what is known about it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ShopResponse;
  readonly method: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** The query with its question mark, or an empty string. */
  readonly search: string;
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string;
  /** Null for requests that are not traced. */
  readonly span: OpenSpan | null;
  /** For everything that this request causes. */
  readonly traceparent: string | null;
  readonly cookies: RequestCookies;
  readonly jar: ResponseCookies;
  readonly nonce: string;
  /** Who makes the request. Found out at the first call, once per request; that may renew the session's cookies. */
  readonly visitor: () => Promise<Visitor>;
  /** The label of this request in metrics and logs: a pattern, never the raw path. */
  route: string;
}

export interface ExchangeOptions {
  /** Whether the shop is reached over https. */
  readonly secure: boolean;
  readonly trustedProxies: readonly string[];
  readonly identify: (exchange: Exchange) => Promise<Visitor>;
}

const USER_AGENT_LENGTH_MAX = 400;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$/;
const UNTRACED = ["/_next/static/", "/media/", "/api/health/", "/api/csp-report", "/api/errors"];

/** Files and probes are not traced. Everything else begins a trace, or continues the browser's. */
function openRequestSpan(given: string | string[] | undefined, { method, path }: Pick<Exchange, "method" | "path">) {
  if (UNTRACED.some((prefix) => path.startsWith(prefix))) return null;
  const traceparent = typeof given === "string" && TRACEPARENT.test(given) ? given : null;
  return openEntrySpan(method, { kind: "server", traceparent, attributes: { "http.request.method": method } });
}

/** Only pages have inline scripts, and randomness costs more than everything else that is set up for a request. */
const nonceFor = (path: string) =>
  path.startsWith("/api/") || path.startsWith("/media/") ? "" : randomBytes(18).toString("base64");

/** Makes the exchange of each request. */
export function createExchangeOpener({ secure, trustedProxies, identify }: ExchangeOptions) {
  const names: CookieNames = cookieNames(secure);
  const addressOf = createAddressReader(trustedProxies);

  return function openExchange(request: IncomingMessage, response: ShopResponse): Exchange {
    const url = request.url ?? "/";
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    const cookies = readCookies(request.headers.cookie, names);
    const method = request.method ?? "GET";
    const span = openRequestSpan(request.headers.traceparent, { method, path });
    let visitor: Promise<Visitor> | null = null;
    const exchange: Exchange = {
      request,
      response,
      method,
      path,
      search: query < 0 ? "" : url.slice(query),
      requestId: randomUUID(),
      address: addressOf(request),
      userAgent: (request.headers["user-agent"] ?? "").slice(0, USER_AGENT_LENGTH_MAX),
      span,
      traceparent: span?.traceparent ?? null,
      cookies,
      jar: createCookieJar(response, { names, secure, cookies }),
      nonce: nonceFor(path),
      visitor: () => (visitor ??= identify(exchange)),
      route: "other",
    };
    return exchange;
  };
}
