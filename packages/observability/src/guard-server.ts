import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { NOTHING_CSP } from "./security-headers.ts";

type Headers = readonly (readonly [string, string])[];

/** Who is told of a refusal that no handler sees. */
export type OnRefused = (refusal: { readonly requestId: string; readonly status: number }) => void;

/**
 * Puts the headers on every answer of a server that sends no pages: what its handlers write (they may say otherwise), and
 * what Node would write by itself, without them. The server has to take requests without a Host (`requireHostHeader: false`):
 * Node's own refusal of them passes nobody.
 */
export function guardServer(server: Server, headers: Headers): void {
  server.prependListener("request", (_request, response) => {
    response.setHeader("Content-Security-Policy", NOTHING_CSP);
    for (const [name, value] of headers) response.setHeader(name, value);
  });
  guardRefusals(server, headers);
}

/**
 * Refusals of Node's own, with the headers of every other answer: bytes that are not HTTP or too much of it, on the bare socket,
 * since there is no request to answer. An expectation that nobody knows is passed over, as HTTP allows.
 */
export function guardRefusals(server: Server, headers: Headers, onRefused?: OnRefused): void {
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || error.code === "ECONNRESET") {
      socket.destroy();
      return;
    }
    const requestId = randomUUID();
    const [status, words] = refusalOf(error);
    onRefused?.({ requestId, status });
    const lines = [
      `HTTP/1.1 ${status} ${words}`,
      "Connection: close",
      "Content-Length: 0",
      "Cache-Control: no-store",
      `Content-Security-Policy: ${NOTHING_CSP}`,
      `X-Request-Id: ${requestId}`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${lines.join("\r\n")}\r\n\r\n`);
  });
}

function refusalOf({ code }: NodeJS.ErrnoException): readonly [number, string] {
  if (code === "HPE_HEADER_OVERFLOW") return [431, "Request Header Fields Too Large"];
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? [408, "Request Timeout"] : [400, "Bad Request"];
}
