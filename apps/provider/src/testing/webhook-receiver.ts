import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SandboxWebhook, WEBHOOK_SIGNATURE_HEADER } from "@cartwright/contracts/sandbox-provider";

export interface ReceivedWebhook {
  readonly event: SandboxWebhook;
  readonly rawBody: Buffer;
  readonly signature: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** The status of the responses from now on. */
  respondWith(status: number): void;
  /** Called with each webhook before the response. */
  onWebhook(listener: (webhook: ReceivedWebhook) => void): void;
  /** Resolves when this many webhooks were received in total. */
  count(wanted: number): Promise<void>;
  close(): Promise<void>;
}

/** A shop's webhook endpoint for tests: keeps what it receives. */
export async function startWebhookReceiver(port = 0): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const listeners: ((webhook: ReceivedWebhook) => void)[] = [];
  let status = 200;
  async function take(request: IncomingMessage): Promise<void> {
    const rawBody = await buffer(request);
    const webhook = {
      event: SandboxWebhook.parse(JSON.parse(rawBody.toString("utf8"))),
      rawBody,
      signature: String(request.headers[WEBHOOK_SIGNATURE_HEADER]),
    };
    received.push(webhook);
    for (const listener of listeners) listener(webhook);
  }
  const server = createServer((request, response) => {
    take(request).then(
      () => response.writeHead(status).end(),
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${address.port}/api/webhooks/sandbox`,
    received,
    respondWith(next) {
      status = next;
    },
    onWebhook: (listener) => void listeners.push(listener),
    count: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length >= wanted) resolve();
        };
        listeners.push(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
