import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { NOTHING_CSP } from "./security-headers.ts";

type Headers = readonly (readonly [string, string])[];

/** Node adds the bytes that it could not read. */
interface ClientError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

/** Called for a refusal that no handler sees. */
export type OnRefused = (refusal: { readonly requestId: string; readonly status: number }) => void;

/**
 * Sets the security headers on every response of a server that sends no pages: on what its handlers write (they may override
 * them), and on what Node itself would write without them. The server must accept requests without a Host (`requireHostHeader:
 * false`): Node's own refusal of them cannot be given headers.
 */
export function applySecurityHeaders(server: Server, headers: Headers): void {
  server.prependListener("request", (_request, response) => {
    response.setHeader("Content-Security-Policy", NOTHING_CSP);
    for (const [name, value] of headers) response.setHeader(name, value);
  });
  respondToUnreadable(server, headers);
}

/**
 * Sends Node's own refusals with the headers of every other response: for bytes that are not HTTP, or too many of them. They
 * are written to the bare socket, since there is no request. An unknown `Expect` header is ignored, as HTTP allows.
 */
export function respondToUnreadable(server: Server, headers: Headers, onRefused?: OnRefused): void {
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));
  server.on("clientError", (error: ClientError, socket: Duplex) => {
    if (!socket.writable || error.code === "ECONNRESET") {
      socket.destroy();
      return;
    }
    refuse(socket, refusalOf(error));
  });
  // Without this, Node closes the connection without a word.
  server.on("connect", (_request, socket: Duplex) => refuse(socket, [405, "Method Not Allowed"]));

  function refuse(socket: Duplex, [status, words]: readonly [number, string]): void {
    const requestId = randomUUID();
    onRefused?.({ requestId, status });
    const lines = [
      `HTTP/1.1 ${status} ${words}`,
      "Connection: close",
      "Content-Length: 0",
      "Cache-Control: no-store",
      `Content-Security-Policy: ${NOTHING_CSP}`,
      `X-Request-Id: ${requestId}`,
      ...(status === 405 ? ["Allow: GET, HEAD, POST"] : []),
      ...headers.map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${lines.join("\r\n")}\r\n\r\n`);
  }
}

/** A request line whose method is a word that HTTP does not know. */
const REQUEST_LINE = /^[!#$%&'*+.^_`|~\w-]+ \S+ HTTP\/\d\.\d\r?\n/;
const REQUEST_LINE_BYTES = 512;

function refusalOf({ code, rawPacket }: ClientError): readonly [number, string] {
  if (code === "HPE_INVALID_METHOD" && REQUEST_LINE.test(rawPacket?.toString("latin1", 0, REQUEST_LINE_BYTES) ?? ""))
    return [501, "Not Implemented"];
  if (code === "HPE_HEADER_OVERFLOW") return [431, "Request Header Fields Too Large"];
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? [408, "Request Timeout"] : [400, "Bad Request"];
}
