import type { ServerResponse } from "node:http";
import { ERROR_CODES, type ErrorReason } from "@cartwright/contracts/error-codes";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPCError } from "@trpc/server";

export interface ErrorAnswer {
  readonly reason: ErrorReason;
  readonly requestId: string;
  /** When HTTP has a more exact word for it than the table. */
  readonly status?: number;
  readonly message?: string;
  readonly retryAfterSeconds?: number;
}

/** The HTTP status that the table names for a reason. */
export function statusOf(reason: ErrorReason): number {
  return getHTTPStatusCodeFromError(new TRPCError({ code: ERROR_CODES[reason].code }));
}

/** A failure in the shape of every failure: a tRPC error with a stable reason, and nothing from inside. */
export function errorBody(answer: ErrorAnswer): unknown {
  const { code, message } = ERROR_CODES[answer.reason];
  return {
    error: {
      message: answer.message ?? message,
      code: TRPC_ERROR_CODES_BY_KEY[code],
      data: {
        code,
        httpStatus: answer.status ?? statusOf(answer.reason),
        reason: answer.reason,
        requestId: answer.requestId,
        fields: null,
        retryAfterSeconds: answer.retryAfterSeconds ?? null,
      },
    },
  };
}

const reasons = new WeakMap<ServerResponse, ErrorReason>();

/** Notes why an answer is a refusal, for the request's line in the log. Of the calls of a batch, the first counts. */
export function noteReason(response: ServerResponse, reason: ErrorReason): void {
  if (!reasons.has(response)) reasons.set(response, reason);
}

/** What was noted of an answer; nothing of one that went well. */
export const reasonOfAnswer = (response: ServerResponse): ErrorReason | undefined => reasons.get(response);

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

/** Answers with a failure, unless an answer is under way already: then only the connection can be ended. */
export function sendError(response: ServerResponse, answer: ErrorAnswer): void {
  noteReason(response, answer.reason);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = answer.status ?? statusOf(answer.reason);
  if (answer.retryAfterSeconds !== undefined) response.setHeader("Retry-After", Math.ceil(answer.retryAfterSeconds));
  // Whatever of the request's body is still on its way is not wanted.
  if (status === 413 || status === 408 || status === 431) response.setHeader("Connection", "close");
  sendJson(response, status, errorBody(answer));
}
