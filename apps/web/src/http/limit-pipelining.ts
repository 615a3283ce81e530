import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Most responses that one connection may wait for. Browsers and proxies send one request and wait; the next one may arrive
 * before Node has noticed that the last response is out.
 */
const WAITING_MAX = 4;

/**
 * Closes connections that keep sending requests without reading the responses. Each response is made at once and kept in
 * memory until those before it are gone, so without a limit one client could fill the memory. Returns whether this request
 * may be served.
 */
export function createPipelineLimit(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const waiting = new WeakMap<Socket, number>();
  return ({ socket }, response) => {
    const count = (waiting.get(socket) ?? 0) + 1;
    if (count > WAITING_MAX) {
      socket.destroy();
      return false;
    }
    waiting.set(socket, count);
    response.once("close", () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    return true;
  };
}
