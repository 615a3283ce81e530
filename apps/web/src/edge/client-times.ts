import type { IncomingMessage, ServerResponse } from "node:http";
import { CONNECTION_CHECK_MS } from "@cartwright/observability/server-times";

/** How long a client may take before its connection is cut. */
export interface ClientTimes {
  readonly headersMs: number;
  /** For the whole request, headers and body. */
  readonly requestMs: number;
  /** From the end of its headers until it has taken the whole answer. */
  readonly answerMs: number;
  /** How often the first two are looked at. */
  readonly checkMs: number;
}

export const CLIENT_TIMES: ClientTimes = {
  headersMs: 10_000,
  requestMs: 30_000,
  // A page of a quarter of a megabyte still arrives at 2 KiB a second.
  answerMs: 120_000,
  checkMs: CONNECTION_CHECK_MS,
};

/** The times that Node itself looks after, and the size of a request's head. */
export const serverOptions = ({ headersMs, requestMs, checkMs }: ClientTimes) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: checkMs,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
});

/**
 * Cuts a connection whose client takes an answer a few bytes at a time. Node has limits for sending a request and none for
 * taking an answer, and a trickle is not idle: without this, whoever reads slowly keeps connection and answer for good.
 */
export function endWhenTooSlow(request: IncomingMessage, response: ServerResponse, answerMs: number): void {
  const timer = setTimeout(() => request.socket.destroy(), answerMs);
  timer.unref();
  response.once("close", () => clearTimeout(timer));
}
