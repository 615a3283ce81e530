import type { ApiContext, ApiDeps } from "@cartwright/api/context";
import { appRouter } from "@cartwright/api/root";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import type { TRPCError } from "@trpc/server";
import type { Exchange, Visitor } from "./exchange.ts";
import { limitHeaders } from "./limit-headers.ts";
import { BODY_BYTES_MAX, isTooDeep, mediaType, readBody } from "./read-body.ts";
import { sendError } from "./send-error.ts";

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

/** Answers tRPC calls: GET for queries, POST for mutations, plain JSON, bounded in length, depth and number. */
export async function answerTrpc(options: TrpcMountOptions, exchange: Exchange, visitor: Visitor): Promise<void> {
  const { request, response, requestId } = exchange;
  const path = exchange.path.slice(TRPC_PREFIX.length);
  if (path.split(",", BATCH_CALLS_MAX + 1).length > BATCH_CALLS_MAX)
    return sendError(response, { reason: "batch_too_large", requestId });
  const isPost = exchange.method === "POST";
  if (isPost && mediaType(request) !== "application/json")
    return sendError(response, { reason: "invalid_input", status: 415, message: "Send application/json.", requestId });
  const input = isPost
    ? (await readBody(request, BODY_BYTES_MAX)).toString("utf8")
    : new URLSearchParams(exchange.search).get("input");
  if (input !== null && input !== "" && !isReadable(input))
    return sendError(response, { reason: "invalid_input", requestId });
  if (isPost) Object.assign(request, { body: input });
  const context = contextOf(options, exchange, visitor);
  await nodeHTTPRequestHandler({
    req: request,
    res: response,
    path,
    router: appRouter,
    createContext: () => context,
    maxBatchSize: BATCH_CALLS_MAX,
    maxBodySize: BODY_BYTES_MAX,
    responseMeta({ errors }) {
      const headers = new Headers({ "cache-control": "private, no-store" });
      const wait = retryAfter(errors);
      if (wait !== null) headers.set("retry-after", String(wait));
      return { headers };
    },
    onError({ error, path: procedure, type }) {
      const reason = reasonOf(error);
      const line = { requestId, procedure, type, reason };
      if (reason === "internal") options.api.logger.error({ ...line, err: error.cause ?? error }, "call failed");
      else options.api.logger.debug(line, "call refused");
    },
  });
}
