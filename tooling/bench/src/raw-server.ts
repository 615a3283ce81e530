import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface RawPage {
  readonly headers: Readonly<Record<string, string>>;
  /** Base64, as messages between processes are text. */
  readonly body: string;
}

/** A bare Node server in its own process, which responds to every request with the bytes that it was given. */
process.once("message", (page: RawPage) => {
  const body = Buffer.from(page.body, "base64");
  const headers = { ...page.headers, "content-length": String(body.length) };
  const server = createServer((_, response) => response.writeHead(200, headers).end(body));
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo; // a listening TCP server has one
    process.send?.(port);
  });
});
process.once("disconnect", () => process.exit(0));
