import type { ServerResponse } from "node:http";
import { ERROR_CODES, type ErrorReason } from "@cartwright/contracts/error-codes";
import { errorMessage } from "@cartwright/core/kernel/error-message";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPCError } from "@trpc/server";
import { bringsBody } from "./brings-body.ts";
import type { Exchange } from "./exchange.ts";

export interface ErrorResponse {
  readonly reason: ErrorReason;
  /** When HTTP has a more exact status than the table. */
  readonly status?: number | undefined;
  readonly message?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** The HTTP status that the table names for a reason. */
export function statusOf(reason: ErrorReason): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code: ERROR_CODES[reason].code }));
}

/** An error in the one shape that all errors have: a tRPC error with a stable reason, and nothing internal. */
export function errorBody({ requestId }: Pick<Exchange, "requestId">, error: ErrorResponse): Record<string, unknown> {
  const { code } = ERROR_CODES[error.reason];
  return {
    error: {
      message: error.message ?? errorMessage(error.reason),
      code: TRPC_ERROR_CODES_BY_KEY[code],
      data: {
        code,
        httpStatus: error.status ?? statusOf(error.reason),
        reason: error.reason,
        requestId,
        fields: null,
        retryAfterSeconds: error.retryAfterSeconds ?? null,
      },
    },
  };
}

/** Sends JSON that no cache may keep. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "private, no-store",
      "Content-Length": Buffer.byteLength(text),
    })
    .end(text);
}

/** Responds with an error. A response that has begun can only be cut off. */
export function sendError(exchange: Pick<Exchange, "response" | "requestId">, error: ErrorResponse): void {
  const { response } = exchange;
  response.refusedFor ??= error.reason;
  if (!response.discard()) {
    response.destroy();
    return;
  }
  const status = error.status ?? statusOf(error.reason);
  if (error.retryAfterSeconds !== undefined) response.setHeader("Retry-After", Math.ceil(error.retryAfterSeconds));
  // The rest of the request's body is not read.
  if (!response.req.complete && bringsBody(response.req)) response.setHeader("Connection", "close");
  sendJson(response, status, errorBody(exchange, error));
}
