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

/** What Node itself looks after: the times, the size of a request's head, and what we answer in its place. */
export const serverOptions = (
  { headersMs, requestMs, checkMs }: ClientTimes,
  { development }: { readonly development: boolean },
) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: checkMs,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // Refused by us, with the headers of every other answer.
  requireHostHeader: false,
  // Offers to speak something else (HTTP/2 in plain text) are passed over, and not a reason to say nothing.
  shouldUpgradeCallback: () => development,
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
