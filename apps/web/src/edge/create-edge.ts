import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { ApiDeps } from "@cartwright/api/context";
import { isFault, reasonOf } from "@cartwright/api/to-trpc-error";
import type { LogInSettings } from "@cartwright/core/accounts/sign-in/log-in";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { cookieNames } from "@cartwright/contracts/cookies";
import { createAddressReader } from "@cartwright/observability/client-address";
import { guardRefusals } from "@cartwright/observability/guard-server";
import { reportError } from "@cartwright/observability/report-error";
import { metrics, startTimer } from "@cartwright/observability/metrics";
import { securityHeaders } from "@cartwright/observability/security-headers";
import { openEntrySpan, traceIdOf } from "@cartwright/observability/spans";
import type { SessionDeps } from "../auth/identify.ts";
import { createCookieJar, readCookies } from "./cookie-jar.ts";
import { CLIENT_TIMES, type ClientTimes, endWhenTooSlow, serverOptions } from "./client-times.ts";
import type { CsrfTokens } from "./csrf.ts";
import type { Exchange } from "./exchange.ts";
import { findRefusal, METHODS } from "./find-refusal.ts";
import { guardAnswer } from "./guard-answer.ts";
import { createHostCheck, type HostCheck } from "./host-check.ts";
import type { Integrity } from "./integrity.ts";
import { logExchange } from "./log-exchange.ts";
import { packAnswer } from "./pack-answer.ts";
import { createPipelineGuard } from "./pipelined.ts";
import { pagePattern } from "./route-pattern.ts";
import { createRoutes, type Handler } from "./routes.ts";
import { sendError } from "./send-error.ts";

/** Where browsers' reports of errors are passed on to, and what is said of the build they ran. */
export interface ErrorTunnelSettings {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string | undefined;
  readonly sampleRate: number;
}

export interface EdgeSettings {
  readonly publicOrigin: string;
  readonly realtimeUrl: string;
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  /** Where the build of the pages is; its `static` folder is served from here. */
  readonly buildDir: string;
  /** `production` answers to the public name only. */
  readonly production: boolean;
  /** Absent where errors are not reported: browsers are told so, and load and send nothing. */
  readonly errors?: ErrorTunnelSettings | undefined;
  /** Next's development server: hot reloading needs a looser policy. */
  readonly development: boolean;
}

export interface EdgeOptions {
  readonly api: ApiDeps;
  readonly sessions: SessionDeps;
  readonly logIn: LogInSettings;
  readonly csrf: CsrfTokens;
  readonly settings: EdgeSettings;
  /** What the pages' scripts and styles must be. */
  readonly integrity: Integrity;
  /** Whether what the process needs is there; for `/api/health/ready`. */
  readonly ready: () => Promise<Record<string, boolean>>;
  /** Answers a public page that is kept; false, and nothing sent, leaves it to Next. */
  readonly answerFromCache: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;
  readonly handleWithNext: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** For tests; otherwise {@link CLIENT_TIMES}. */
  readonly clientTimes?: ClientTimes;
  /** Development only: hot reloading's socket. */
  readonly upgradeWithNext?: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
}

const USER_AGENT_LENGTH_MAX = 400;
const CONNECTIONS_MAX = 20_000;
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]$/;
const UNTRACED = ["/_next/static/", "/media/", "/api/health/", "/api/csp-report", "/api/errors"];

/**
 * The front of the shop: every byte from outside passes here first, and every answer leaves through here. It bounds and
 * checks what comes in, knows who asks, answers the API itself and hands pages to Next.
 */
export function createEdge(options: EdgeOptions): Server {
  const { settings, api } = options;
  const secure = settings.publicOrigin.startsWith("https:");
  const names = cookieNames(secure);
  const headers = securityHeaders(secure);
  const addressOf = createAddressReader(settings.trustedProxies);
  const host = createHostCheck(settings);
  const routes = createRoutes({ ...options, host, mediaRoot: join(settings.dataDir, "media") });
  const times = options.clientTimes ?? CLIENT_TIMES;
  const mayAnswer = createPipelineGuard();
  const connectOrigins = settings.realtimeUrl === settings.publicOrigin ? [] : [settings.realtimeUrl];

  function open(request: IncomingMessage, response: ServerResponse): Exchange {
    const url = request.url ?? "/";
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    const cookies = readCookies(request.headers.cookie, names);
    const method = request.method ?? "GET";
    const span = openRequestSpan(request.headers.traceparent, { method, path });
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
      // Only pages have inline scripts; randomness costs more than all else that is set up here.
      nonce: path.startsWith("/api/") || path.startsWith("/media/") ? "" : randomBytes(18).toString("base64"),
      route: "other",
    };
    packAnswer(request, response);
    guardAnswer(response, {
      headers,
      connectOrigins,
      nonce: exchange.nonce,
      integrity: options.integrity,
      development: settings.development,
    });
    response.setHeader("X-Request-Id", exchange.requestId);
    return exchange;
  }

  const server = createServer(serverOptions(times, settings), (request, response) => {
    if (!mayAnswer(request, response)) return;
    const elapsed = startTimer();
    endWhenTooSlow(request, response, times.answerMs);
    const exchange = open(request, response);
    response.once("close", () => {
      const seconds = elapsed();
      const labels = { route: exchange.route, method: exchange.method, status: response.statusCode };
      metrics.httpRequestDuration.observe(labels, seconds);
      logExchange(api.logger, exchange, seconds);
      endRequestSpan(exchange);
    });
    const work = () => answer(exchange, host, routes).catch((error: unknown) => fail(options, exchange, error));
    void (exchange.span ? exchange.span.run(work) : work());
  });
  server.maxRequestsPerSocket = 10_000;
  server.maxConnections = CONNECTIONS_MAX;
  guardRefusals(server, headers, (refusal) => api.logger.info({ ...refusal, route: "unreadable" }, "request"));
  server.on("upgrade", (request, socket: Duplex, head) => {
    if (!settings.development || !options.upgradeWithNext || !host.isOurs(request.headers.host)) socket.destroy();
    else options.upgradeWithNext(request, socket, head).catch(() => socket.destroy());
  });
  return server;
}

/** Files and probes say nothing in a trace; everything else that comes in begins one, or goes on with the browser's. */
function openRequestSpan(given: string | string[] | undefined, { method, path }: Pick<Exchange, "method" | "path">) {
  if (UNTRACED.some((prefix) => path.startsWith(prefix))) return null;
  const traceparent = typeof given === "string" && TRACEPARENT.test(given) ? given : null;
  return openEntrySpan(method, { kind: "server", traceparent, attributes: { "http.request.method": method } });
}

function endRequestSpan({ span, method, route, requestId, response }: Exchange): void {
  if (span === null) return;
  const status = response.statusCode;
  span.rename(`${method} ${route}`);
  span.set({ "http.route": route, "http.response.status_code": status, "cartwright.request.id": requestId });
  span.end(status >= 500 ? new Error("answered with a fault") : undefined);
}

/** Turns away what no page and no client of ours would send, then lets the first route that knows the path answer. */
async function answer(exchange: Exchange, host: HostCheck, routes: readonly Handler[]): Promise<void> {
  const { response, path, requestId } = exchange;
  const refusal = findRefusal(exchange, host);
  if (refusal) {
    if (refusal.status === 405) response.setHeader("Allow", METHODS.join(", "));
    return sendError(response, { reason: "invalid_input", requestId, ...refusal });
  }
  for (const route of routes) if (await route(exchange)) return;
  exchange.route = pagePattern(path);
  sendError(response, { reason: "not_found", requestId });
}

/** The last resort: whatever was thrown becomes an answer that says nothing of it, and a line in the log that says all. */
function fail(options: EdgeOptions, exchange: Exchange, error: unknown): void {
  const { requestId, route, response } = exchange;
  const reason = reasonOf(error);
  if (isFault(reason)) {
    options.api.logger.error({ requestId, route, reason, err: error }, "request failed");
    reportError(error, { requestId, route, reason, traceId: traceIdOf(exchange.traceparent) });
  }
  const retryAfterSeconds = isAppError(error) ? error.retryAfterSeconds : reason === "unavailable" ? 2 : undefined;
  sendError(response, { reason, requestId, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}
