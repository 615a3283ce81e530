import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/**
 * `pass`: webhooks are forwarded. `refuse`: they are refused. `swallow`: they are forwarded but the response is dropped, so
 * that each is sent again.
 */
export type GateMode = "pass" | "refuse" | "swallow";

/** A proxy between the provider and the shop's webhooks that can lose them. */
export interface WebhookGate {
  readonly origin: string;
  setMode(mode: GateMode): void;
  /** The shop's address. While it is unknown, all webhooks are refused. */
  leadTo(shopUrl: string): void;
  close(): Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** Starts it on a free loopback port. */
export async function openWebhookGate(): Promise<WebhookGate> {
  let mode: GateMode = "pass";
  let shopUrl: string | null = null;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    if (shopUrl === null || mode === "refuse") {
      response.destroy();
      return;
    }
    const status = await passOn(new URL(incoming.url ?? "/", shopUrl), incoming, body);
    // The mode may have changed by now.
    if (mode === "pass") response.writeHead(status).end();
    else response.destroy();
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    origin: `http://127.0.0.1:${port}`,
    setMode(next) {
      mode = next;
    },
    leadTo(url) {
      shopUrl = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Forwards the same bytes and headers to the shop. Resolves with the status. */
function passOn(url: URL, incoming: IncomingMessage, body: Buffer): Promise<number> {
  const headers = { ...incoming.headers, host: url.host };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: incoming.method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      incoming.resume();
      incoming.once("error", reject);
      incoming.once("end", () => resolve(incoming.statusCode ?? 502));
    });
    outgoing.end(body);
  });
}
