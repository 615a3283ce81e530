import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it arrived. */
export interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A program that receives webhooks, on loopback: by default it accepts them. */
export async function startWebhookReceiver() {
  const received: ReceivedWebhook[] = [];
  let respond: (response: ServerResponse) => void = (response) => response.writeHead(204).end();
  async function receive(request: IncomingMessage): Promise<void> {
    received.push({ headers: request.headers, body: await text(request) });
  }
  const server = createServer((request, response) => {
    void receive(request).then(
      () => respond(response),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    /** How it responds from now on. */
    responds(how: (response: ServerResponse) => void): void {
      respond = how;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
