import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { CONNECTION_CHECK_MS } from "@cartwright/observability/server-times";
import { bringsBody } from "./brings-body.ts";

/** How long a client may take before its connection is closed. */
export interface ClientTimes {
  readonly headersMs: number;
  /** From the end of the request's headers until the end of its body. */
  readonly requestMs: number;
  /** From the end of the request's headers until the client has taken the whole response. */
  readonly responseMs: number;
  /** Instead of both for a long exchange: a response that is made while it is sent, such as a long list, or a large upload. */
  readonly longMs: number;
  /** How often it is checked that a client which is sent something, or sends a long body, moves at least {@link BYTES_MIN}. */
  readonly readCheckMs: number;
  /** How often the first two are checked. */
  readonly checkMs: number;
}

/** The least that a client takes of a response, or sends of a long body, between two checks: about 1 KiB a second. */
const BYTES_MIN = 16_384;

export const CLIENT_TIMES: ClientTimes = {
  headersMs: 10_000,
  requestMs: 30_000,
  // A page of a quarter of a megabyte still arrives at 2 KiB a second.
  responseMs: 120_000,
  longMs: 30 * 60_000,
  // A client that stops reading is cut at the second check at the latest: within 30 seconds.
  readCheckMs: 15_000,
  checkMs: CONNECTION_CHECK_MS,
};

/** Limits that Node itself enforces, and refusals that it leaves to us. */
export const serverOptions = (
  { headersMs, longMs, checkMs }: ClientTimes,
  { mayUpgrade }: { readonly mayUpgrade: boolean },
) => ({
  headersTimeout: headersMs,
  // For the longest request. Others have less, which `cutSlowSender` enforces.
  requestTimeout: longMs,
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
  const endsAt = () => beganAt + (response.isLong ? times.longMs : times.responseMs);
  let takenBefore: number | null = null;

  function check(): void {
    const taken = takenBytes();
    const isWaiting = response.writableLength > 0 || waitingInLibuv(socket) > 0;
    const isSlow = isWaiting && takenBefore !== null && taken - takenBefore < BYTES_MIN;
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

/**
 * Calls `cut` when a client takes too long to send its body: altogether, or, of a long one, between two checks. Whether it is long is
 * known only once its sender was let in.
 */
export function cutSlowSender(
  request: IncomingMessage,
  response: ServerResponse & { readonly isLong: boolean },
  { times, cut }: { readonly times: ClientTimes; readonly cut: (socket: Socket) => void },
): void {
  if (!bringsBody(request)) return;
  const { socket } = request;
  const beganAt = performance.now();
  let receivedBefore = socket.bytesRead;

  function check(): void {
    if (request.complete) return;
    const received = socket.bytesRead;
    const endsAt = beganAt + (response.isLong ? times.longMs : times.requestMs);
    if (performance.now() >= endsAt || received - receivedBefore < BYTES_MIN) {
      cut(socket);
      return;
    }
    receivedBefore = received;
    arm(times.readCheckMs);
  }
  let timer: NodeJS.Timeout;
  const arm = (ms: number) => {
    timer = setTimeout(check, ms);
    timer.unref();
  };
  arm(times.requestMs);
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
  // A request that was destroyed, such as by a stream that read too much of it, no longer has its socket.
  const { socket } = request;
  response.once("finish", () => {
    if (!request.complete) socket.destroySoon();
  });
}
