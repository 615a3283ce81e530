import type { ApiContext, ApiDeps } from "@cartwright/api/context";
import { appRouter } from "@cartwright/api/root";
import { isFault, reasonOf } from "@cartwright/api/to-trpc-error";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { reportError } from "@cartwright/observability/report-error";
import { traceIdOf } from "@cartwright/observability/spans";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { TRPCError } from "@trpc/server";
import type { Exchange, Visitor } from "./exchange.ts";
import { limitHeaders } from "./limit-headers.ts";
import { isTooDeep, mediaType, readText } from "./read-body.ts";
import { noteReason, sendError } from "./send-error.ts";

export const TRPC_PREFIX = "/api/trpc/";
/** Most calls in one request. Each is counted against its limit for itself. */
export const BATCH_CALLS_MAX = 10;

const procedures: ReadonlySet<string> = new Set(Object.keys(appRouter._def.procedures));

/** The metric label of a call: the procedure, if there is such a one. */
export function trpcRoute(path: string): string {
  const name = path.slice(TRPC_PREFIX.length);
  if (procedures.has(name)) return `trpc:${name}`;
  return name.includes(",") ? "trpc:batch" : "trpc:unknown";
}

/** The seconds that the most patient of the failures asks for. */
function retryAfter(errors: readonly TRPCError[]): number | null {
  const waits = errors.map(({ cause }) => (isAppError(cause) ? (cause.retryAfterSeconds ?? 0) : 0));
  const longest = Math.max(0, ...waits);
  return longest > 0 ? Math.ceil(longest) : null;
}

export interface TrpcMountOptions {
  readonly api: ApiDeps;
  readonly csrfOf: (exchange: Exchange, visitor: Visitor) => ApiContext["csrf"];
}

/** The context of one request; every call in it is made by the same visitor. */
export function contextOf(options: TrpcMountOptions, exchange: Exchange, visitor: Visitor): ApiContext {
  return {
    deps: options.api,
    actor: visitor,
    requestId: exchange.requestId,
    traceparent: exchange.traceparent,
    address: exchange.address,
    userAgent: exchange.userAgent,
    csrf: options.csrfOf(exchange, visitor),
    cookies: exchange.jar,
    onLimit: limitHeaders(exchange),
  };
}

/** Whether a text is JSON of bearable depth. The library takes broken JSON for a failure of ours. */
function isReadable(input: string): boolean {
  if (isTooDeep(input)) return false;
  try {
    JSON.parse(input);
    return true;
  } catch {
    return false;
  }
}

/** What comes in, read and bounded: the input's text, or null when the request was refused and answered. */
async function readInput(exchange: Exchange): Promise<string | null> {
  const { request, response, requestId, path } = exchange;
  const calls = decodeURIComponent(path).split(",", BATCH_CALLS_MAX + 1).length;
  const isPost = exchange.method === "POST";
  if (calls > BATCH_CALLS_MAX) sendError(response, { reason: "batch_too_large", requestId });
  else if (isPost && mediaType(request) !== "application/json")
    sendError(response, { reason: "invalid_input", status: 415, message: "Send application/json.", requestId });
  else {
    const input = isPost ? await readText(request) : (new URLSearchParams(exchange.search).get("input") ?? "");
    if (input === "" || isReadable(input)) return input;
    sendError(response, { reason: "invalid_input", requestId });
  }
  return null;
}

/** What stands for "no input" in the body of a call, or of a batch of them. */
const emptyInput = (search: string) => (new URLSearchParams(search).get("batch") === "1" ? "{}" : "null");

function logFailure(
  options: TrpcMountOptions,
  exchange: Exchange,
  failure: { error: TRPCError; path?: string | undefined },
) {
  const reason = reasonOf(failure.error);
  noteReason(exchange.response, reason);
  // A name that is not a procedure's is whatever a client wrote.
  const procedure = failure.path !== undefined && procedures.has(failure.path) ? failure.path : "unknown";
  const line = { requestId: exchange.requestId, procedure, reason };
  const error = failure.error.cause ?? failure.error;
  if (isFault(reason)) {
    const tags = { requestId: exchange.requestId, route: exchange.route, reason };
    reportError(error, { ...tags, traceId: traceIdOf(exchange.traceparent) });
  }
  if (reason === "internal") options.api.logger.error({ ...line, err: error }, "call failed");
  else options.api.logger.debug(line, "call refused");
}

/**
 * Answers tRPC calls: GET for queries, POST for mutations, plain JSON, bounded in length, depth and number. Through the
 * library's fetch handler and not its Node one, which pipes every answer through two streams: that costs more than all
 * the rest (decision 0006 has the figures).
 */
export async function answerTrpc(options: TrpcMountOptions, exchange: Exchange, visitor: Visitor): Promise<void> {
  const { response, path, search, method } = exchange;
  const input = await readInput(exchange);
  if (input === null) return;
  const context = contextOf(options, exchange, visitor);
  const answer = await fetchRequestHandler({
    endpoint: TRPC_PREFIX,
    // Only what the library reads; no header of the client's can ask it for streaming.
    req: new Request(`http://shop.invalid${path}${search}`, {
      method,
      headers: { "content-type": "application/json" },
      // Nothing sent is nothing given, and not broken JSON.
      ...(method === "POST" ? { body: input === "" ? emptyInput(search) : input } : {}),
    }),
    router: appRouter,
    createContext: () => context,
    maxBatchSize: BATCH_CALLS_MAX,
    responseMeta({ errors }) {
      const wait = retryAfter(errors);
      return wait === null ? {} : { headers: new Headers({ "retry-after": String(wait) }) };
    },
    onError: (failure) => logFailure(options, exchange, failure),
  });
  const body = await answer.text();
  const wait = answer.headers.get("retry-after");
  if (wait !== null) response.setHeader("Retry-After", wait);
  response.statusCode = answer.status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Cache-Control", "private, no-store");
  response.end(body);
}
