import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * How many answers one connection may wait for. Browsers and proxies ask for one and wait; the next request may yet come in
 * before Node has noticed that the last answer is out.
 */
const WAITING_MAX = 4;

/**
 * Cuts connections that ask on and on without taking an answer: each answer is made at once and kept until those before it
 * are gone, so ten requests a connection cost ten answers of memory, for as long as the client likes. Says whether this
 * request may be answered.
 */
export function createPipelineGuard(): (request: IncomingMessage, response: ServerResponse) => boolean {
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
