import type { ApiContext, ApiDeps } from "@cartwright/api/context";
import { appRouter } from "@cartwright/api/root";
import { isFault, reasonOf } from "@cartwright/api/to-trpc-error";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Logger } from "@cartwright/observability/logger";
import { reportError } from "@cartwright/observability/report-error";
import { traceIdOf } from "@cartwright/observability/spans";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { TRPCError } from "@trpc/server";
import type { CsrfGuard } from "../auth/csrf.ts";
import type { Exchange } from "../http/exchange.ts";
import { limitHeaders } from "../http/limit-headers.ts";
import { isTooDeep, mediaType, readText } from "../http/read-body.ts";
import { sendError } from "../http/send-error.ts";

export const TRPC_PREFIX = "/api/trpc/";
/** Most calls in one request. Each counts against its own limit. */
export const BATCH_CALLS_MAX = 10;

const procedures: ReadonlySet<string> = new Set(Object.keys(appRouter._def.procedures));

/** The label of a call in metrics: its procedure, if that exists. */
export function trpcRoute(path: string): string {
  const name = path.slice(TRPC_PREFIX.length);
  if (procedures.has(name)) return `trpc:${name}`;
  return name.includes(",") ? "trpc:batch" : "trpc:unknown";
}

/** The longest wait in seconds that any of the errors asks for. */
function retryAfter(errors: readonly TRPCError[]): number | null {
  const waits = errors.map(({ cause }) => (isAppError(cause) ? (cause.retryAfterSeconds ?? 0) : 0));
  const longest = Math.max(0, ...waits);
  return longest > 0 ? Math.ceil(longest) : null;
}

interface TrpcMountOptions {
  readonly api: ApiDeps;
  readonly csrf: CsrfGuard;
}

/** The context of one request. Every call in it has the same actor. */
export function createApiContext(
  api: ApiDeps,
  exchange: Exchange,
  { actor, csrf }: Pick<ApiContext, "actor" | "csrf">,
): ApiContext {
  const { requestId, traceparent, address, userAgent, jar } = exchange;
  const onLimit = limitHeaders(exchange);
  return { deps: api, actor, requestId, traceparent, address, userAgent, csrf, cookies: jar, onLimit };
}

/** Whether a text is JSON within the depth limit. The library reports broken JSON as an internal error. */
function isReadable(input: string): boolean {
  if (isTooDeep(input)) return false;
  try {
    JSON.parse(input);
    return true;
  } catch {
    return false;
  }
}

/** Reads the input within the limits. Null when the request was refused and the response is sent. */
async function readInput(exchange: Exchange): Promise<string | null> {
  const { request, path } = exchange;
  const calls = decodeURIComponent(path).split(",", BATCH_CALLS_MAX + 1).length;
  const isPost = exchange.method === "POST";
  if (calls > BATCH_CALLS_MAX) sendError(exchange, { reason: "batch_too_large" });
  else if (isPost && mediaType(request) !== "application/json")
    sendError(exchange, { reason: "invalid_input", status: 415, message: getTranslations("requestErrors")("json") });
  else {
    const input = isPost ? await readText(request) : (new URLSearchParams(exchange.search).get("input") ?? "");
    if (input === "" || isReadable(input)) return input;
    sendError(exchange, { reason: "invalid_input" });
  }
  return null;
}

/** The body that means "no input", for a call or for a batch. */
const emptyInput = (search: string) => (new URLSearchParams(search).get("batch") === "1" ? "{}" : "null");

interface CallFailure {
  readonly error: TRPCError;
  readonly path?: string | undefined;
}

function logFailure(logger: Logger, exchange: Exchange, failure: CallFailure): void {
  const reason = reasonOf(failure.error);
  exchange.response.refusedFor ??= reason;
  // An unknown name is text of the client's.
  const procedure = failure.path !== undefined && procedures.has(failure.path) ? failure.path : "unknown";
  const line = { requestId: exchange.requestId, procedure, reason };
  const error = failure.error.cause ?? failure.error;
  if (isFault(reason)) {
    const tags = { requestId: exchange.requestId, route: exchange.route, reason };
    reportError(error, { ...tags, traceId: traceIdOf(exchange.traceparent) });
  }
  if (reason === "internal") logger.error({ ...line, err: error }, "call failed");
  else logger.debug(line, "call refused");
}

/**
 * Handles tRPC calls: GET for queries, POST for mutations, plain JSON within limits of length, depth and number. Uses the
 * library's fetch handler: its Node handler pipes each response through two streams, which costs more than all the rest
 * (decision 6 has the figures).
 */
export async function handleTrpc({ api, csrf }: TrpcMountOptions, exchange: Exchange): Promise<void> {
  const { response, path, search, method } = exchange;
  const input = await readInput(exchange);
  if (input === null) return;
  const context = createApiContext(api, exchange, {
    actor: await exchange.visitor(),
    csrf: method === "POST" ? await csrf.check(exchange) : "invalid",
  });
  const result = await fetchRequestHandler({
    endpoint: TRPC_PREFIX,
    // Without the client's headers, one of which would turn on streaming.
    req: new Request(`http://shop.invalid${path}${search}`, {
      method,
      headers: { "content-type": "application/json" },
      // An empty body means no input, not broken JSON.
      ...(method === "POST" ? { body: input === "" ? emptyInput(search) : input } : {}),
    }),
    router: appRouter,
    createContext: () => context,
    maxBatchSize: BATCH_CALLS_MAX,
    responseMeta({ errors }) {
      const wait = retryAfter(errors);
      return wait === null ? {} : { headers: new Headers({ "retry-after": String(wait) }) };
    },
    onError: (failure) => logFailure(api.logger, exchange, failure),
  });
  const body = await result.text();
  const wait = result.headers.get("retry-after");
  if (wait !== null) response.setHeader("Retry-After", wait);
  response.statusCode = result.status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Cache-Control", "private, no-store");
  response.end(body);
}
