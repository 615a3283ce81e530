import type { IncomingMessage, ServerResponse } from "node:http";
import { CONNECTION_CHECK_MS } from "@cartwright/observability/server-times";

/** How long a client may take before its connection is closed. */
export interface ClientTimes {
  readonly headersMs: number;
  /** For the whole request, headers and body. */
  readonly requestMs: number;
  /** From the end of the request's headers until the client has taken the whole response. */
  readonly responseMs: number;
  /** How often the first two are checked. */
  readonly checkMs: number;
}

export const CLIENT_TIMES: ClientTimes = {
  headersMs: 10_000,
  requestMs: 30_000,
  // A page of a quarter of a megabyte still arrives at 2 KiB a second.
  responseMs: 120_000,
  checkMs: CONNECTION_CHECK_MS,
};

/** Limits that Node itself enforces, and refusals that it leaves to us. */
export const serverOptions = (
  { headersMs, requestMs, checkMs }: ClientTimes,
  { mayUpgrade }: { readonly mayUpgrade: boolean },
) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: checkMs,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  // We refuse it ourselves, with the headers of every other response.
  requireHostHeader: false,
  // An offer to change the protocol (HTTP/2 in plain text) is ignored; the request is served over HTTP/1.1.
  shouldUpgradeCallback: () => mayUpgrade,
});

/**
 * Closes the connection of a client that takes its response too slowly. Node limits the time for sending a request and not
 * the time for reading a response, and a client that reads a few bytes at a time is never idle.
 */
export function cutSlowReader(request: IncomingMessage, response: ServerResponse, responseMs: number): void {
  const timer = setTimeout(() => request.socket.destroy(), responseMs);
  timer.unref();
  response.once("close", () => clearTimeout(timer));
}
