import { join } from "node:path";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { identify } from "../auth/identify.ts";
import { answerNextAuth, NEXT_AUTH_PREFIX } from "../auth/next-auth.ts";
import type { EdgeOptions } from "./create-edge.ts";
import { createCspReports } from "./csp-report.ts";
import { createErrorTunnel, ERRORS_PATH } from "./error-tunnel.ts";
import { comesFromOurPages, type CsrfOwner } from "./csrf.ts";
import type { Exchange, Visitor } from "./exchange.ts";
import type { HostCheck } from "./host-check.ts";
import { type Integrity, FILE_LIST_PATH, writeFileList } from "./integrity.ts";
import { createPictureUpload, PICTURE_UPLOAD } from "./pictures/picture-upload.ts";
import { createPages } from "./pages-mount.ts";
import { pagePattern } from "./route-pattern.ts";
import { sendError, sendJson } from "./send-error.ts";
import { createStaticFiles } from "./static-files.ts";
import { answerTrpc, TRPC_PREFIX, trpcRoute } from "./trpc-mount.ts";
import { answerWebhook, WEBHOOK_PREFIX } from "./webhook-mount.ts";

/** Answers a request that is its business, and says so; false leaves it to the next one. */
export type Handler = (exchange: Exchange) => Promise<boolean>;

interface RouteOptions extends EdgeOptions {
  readonly host: HostCheck;
  readonly mediaRoot: string;
}

/** Whom a CSRF token must have been made for, if this visitor is to use it. */
function csrfOwner(visitor: Visitor): CsrfOwner | null {
  if (visitor.kind === "user") return { kind: "session", sessionId: visitor.sessionId };
  return visitor.guestHash === null ? null : { kind: "guest", guestHash: visitor.guestHash };
}

/** Refuses other methods than the one that a path is for. */
function isMethod(exchange: Exchange, methods: readonly string[]): boolean {
  if (methods.includes(exchange.method)) return true;
  exchange.response.setHeader("Allow", methods.join(", "));
  sendError(exchange.response, {
    reason: "invalid_input",
    status: 405,
    message: "Not this method.",
    requestId: exchange.requestId,
  });
  return false;
}

/** `GET /api/csrf`: the token for the header, and its cookie. A visitor without an identity gets a guest's, to bind it to. */
function createCsrfEndpoint(options: RouteOptions): Handler {
  return async (exchange) => {
    if (exchange.path !== "/api/csrf" && exchange.path !== `${NEXT_AUTH_PREFIX}csrf`) return false;
    exchange.route = exchange.path;
    if (!isMethod(exchange, ["GET"])) return true;
    const visitor = await identify(options.sessions, exchange);
    const owner = csrfOwner(visitor) ?? { kind: "guest", guestHash: exchange.jar.ensureGuest() };
    const token = options.csrf.issue(owner, exchange.cookies.csrf);
    exchange.jar.setCsrf(token);
    sendJson(exchange.response, 200, { token, csrfToken: token });
    return true;
  };
}

function createHealth(options: RouteOptions): Handler {
  return async (exchange) => {
    if (exchange.path !== "/api/health/live" && exchange.path !== "/api/health/ready") return false;
    exchange.route = exchange.path;
    if (!isMethod(exchange, ["GET", "HEAD"])) return true;
    const checks = exchange.path.endsWith("live") ? {} : await options.ready();
    const ready = Object.values(checks).every(Boolean);
    // Which part is missing is for the private port; outside it is enough that something is.
    sendJson(exchange.response, ready ? 200 : 503, { status: ready ? "ok" : "unready" });
    return true;
  };
}

function createApi(options: RouteOptions): Handler {
  const proveCsrf = (exchange: Exchange, visitor: Visitor, bodyToken?: string) => {
    if (!comesFromOurPages(exchange.request, options.host)) return "invalid";
    const header = exchange.request.headers[CSRF_HEADER];
    const token = typeof header === "string" ? header : bodyToken;
    return options.csrf.verify(csrfOwner(visitor), token, exchange.cookies.csrf) ? "valid" : "invalid";
  };
  const csrfOf = (exchange: Exchange, visitor: Visitor) =>
    exchange.method === "POST" ? proveCsrf(exchange, visitor) : "invalid";

  const answerUpload = createPictureUpload({ api: options.api, root: options.mediaRoot, csrfOf });

  return async (exchange) => {
    const { path } = exchange;
    if (path.startsWith(TRPC_PREFIX)) {
      exchange.route = trpcRoute(path);
      if (!isMethod(exchange, ["GET", "POST"])) return true;
      await answerTrpc({ api: options.api, csrfOf }, exchange, await identify(options.sessions, exchange));
      return true;
    }
    if (path.startsWith(NEXT_AUTH_PREFIX)) {
      exchange.route = "/api/auth/*";
      if (isMethod(exchange, ["GET", "POST"]))
        await answerNextAuth({ ...options, publicOrigin: options.settings.publicOrigin, proveCsrf }, exchange);
      return true;
    }
    if (PICTURE_UPLOAD.test(path)) {
      exchange.route = "/api/uploads/products/[id]/pictures";
      if (isMethod(exchange, ["POST"])) await answerUpload(exchange, await identify(options.sessions, exchange));
      return true;
    }
    if (path.startsWith(WEBHOOK_PREFIX)) {
      exchange.route = "/api/webhooks/[provider]";
      if (isMethod(exchange, ["POST"])) await answerWebhook(options.api, exchange);
      return true;
    }
    return false;
  };
}

/** What the files that are loaded later must be. Asked for under the hash of its content, so browsers keep it. */
function createFileList(integrity: Integrity): Handler {
  const list = writeFileList(integrity);
  const tag = `"${integrity.get(FILE_LIST_PATH) ?? ""}"`;
  return async (exchange) => {
    if (exchange.path !== FILE_LIST_PATH) return false;
    exchange.route = "/_next/static/*";
    if (!isMethod(exchange, ["GET", "HEAD"])) return true;
    exchange.response.setHeader("ETag", tag);
    exchange.response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    exchange.response.setHeader("Content-Type", "application/json; charset=utf-8");
    exchange.response.end(exchange.method === "HEAD" ? undefined : list);
    return true;
  };
}

/** Everything that the shop answers, first match first. What nobody knows ends as `not_found`. */
export function createRoutes(options: RouteOptions): readonly Handler[] {
  const media = createStaticFiles({
    root: options.mediaRoot,
    prefix: "/media/",
    extensions: [".avif", ".webp", ".png", ".jpg"],
  });
  const built = createStaticFiles({
    root: join(options.settings.buildDir, "static"),
    prefix: "/_next/static/",
    // Source maps are for the error reports and not for the public.
    extensions: [".js", ".css", ".woff2", ".json", ".txt"],
  });
  const reports = createCspReports(options.api.logger);
  const errors = createErrorTunnel(options.settings.errors, options.api.logger);
  return [
    createHealth(options),
    createCsrfEndpoint(options),
    createApi(options),
    async (exchange) => {
      if (exchange.path !== "/api/csp-report") return false;
      exchange.route = exchange.path;
      if (isMethod(exchange, ["POST"])) await reports(exchange);
      return true;
    },
    async (exchange) => {
      if (exchange.path !== ERRORS_PATH) return false;
      exchange.route = exchange.path;
      if (!isMethod(exchange, ["GET", "POST"])) return true;
      if (exchange.method === "POST" && !comesFromOurPages(exchange.request, options.host))
        sendError(exchange.response, { reason: "forbidden", requestId: exchange.requestId });
      else await errors(exchange);
      return true;
    },
    async (exchange) => {
      if (!exchange.path.startsWith("/media/")) return false;
      exchange.route = "/media/*";
      if (!isMethod(exchange, ["GET", "HEAD"]) || (await media(exchange))) return true;
      // A picture may exist as WebP only (a small seed, an upload not yet encoded); a page cannot know, and browsers take it.
      const other = exchange.path.replace(/\.avif$/, ".webp");
      if (other === exchange.path || !(await media({ ...exchange, path: other })))
        sendError(exchange.response, { reason: "not_found", requestId: exchange.requestId });
      return true;
    },
    createFileList(options.integrity),
    async (exchange) => {
      // Next would serve these as well; here it costs a tenth. While developing they change under their names.
      if (options.settings.development || !exchange.path.startsWith("/_next/static/")) return false;
      exchange.route = "/_next/static/*";
      return isMethod(exchange, ["GET", "HEAD"]) ? built(exchange) : true;
    },
    async (exchange) => {
      if (exchange.path.startsWith("/api/")) return false;
      exchange.route = pagePattern(exchange.path);
      // Pages are read. Nothing is changed by posting to one: server actions, which would be reached so, do not exist here.
      return !isMethod(exchange, ["GET", "HEAD"]);
    },
    createPages(options),
  ];
}
