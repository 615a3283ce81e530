import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { CONNECTION_CHECK_MS } from "@cartwright/observability/server-times";

/** How long a client may take before its connection is closed. */
export interface ClientTimes {
  readonly headersMs: number;
  /** For the whole request, headers and body. */
  readonly requestMs: number;
  /** From the end of the request's headers until the client has taken the whole response. */
  readonly responseMs: number;
  /** The same for a response that is made while it is sent, such as a long list. */
  readonly longResponseMs: number;
  /** How often it is checked that a client which is sent something takes at least {@link READ_BYTES_MIN}. */
  readonly readCheckMs: number;
  /** How often the first two are checked. */
  readonly checkMs: number;
}

/** The least that a client takes of a response between two checks: about 1 KiB a second. */
const READ_BYTES_MIN = 16_384;

export const CLIENT_TIMES: ClientTimes = {
  headersMs: 10_000,
  requestMs: 30_000,
  // A page of a quarter of a megabyte still arrives at 2 KiB a second.
  responseMs: 120_000,
  longResponseMs: 30 * 60_000,
  // A client that stops reading is cut at the second check at the latest: within 30 seconds.
  readCheckMs: 15_000,
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
 * Closes the connection of a client that takes its response too slowly, altogether or between two checks. Node limits the
 * time for sending a request and not the time for reading a response, and a client that reads a few bytes at a time is never
 * idle. While nothing waits to be sent, the time is ours and not the client's.
 */
export function cutSlowReader(
  request: IncomingMessage,
  response: ServerResponse & { readonly isLong: boolean },
  times: ClientTimes,
): void {
  const { socket } = request;
  /** What the operating system has taken. A large piece counts as written although most of it still waits in libuv. */
  const takenBytes = () => socket.bytesWritten - socket.writableLength - waitingInLibuv(socket);
  const beganAt = performance.now();
  const endsAt = () => beganAt + (response.isLong ? times.longResponseMs : times.responseMs);
  let takenBefore: number | null = null;

  function check(): void {
    const taken = takenBytes();
    const isWaiting = response.writableLength > 0 || waitingInLibuv(socket) > 0;
    const isSlow = isWaiting && takenBefore !== null && taken - takenBefore < READ_BYTES_MIN;
    if (isSlow || performance.now() >= endsAt()) {
      socket.destroy();
      return;
    }
    takenBefore = isWaiting ? taken : null;
    arm();
  }
  let timer: NodeJS.Timeout;
  const arm = () => {
    timer = setTimeout(check, Math.max(1, Math.min(times.readCheckMs, endsAt() - performance.now())));
    timer.unref();
  };
  arm();
  response.once("close", () => clearTimeout(timer));
}

/** Node offers this figure only on the handle of a socket. */
function waitingInLibuv(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, "_handle");
  const size: unknown = typeof handle === "object" && handle !== null ? Reflect.get(handle, "writeQueueSize") : 0;
  return typeof size === "number" ? size : 0;
}

/** Cuts off the rest of a request's body when its response is out. Node would read and discard it until the time limit. */
export function cutUnreadBody(request: IncomingMessage, response: ServerResponse): void {
  response.once("finish", () => {
    if (!request.complete) request.socket.destroySoon();
  });
}
