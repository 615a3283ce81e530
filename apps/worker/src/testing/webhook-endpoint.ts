import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Deps } from "@cartwright/core/kernel/deps";
import type { PaymentGateway } from "@cartwright/core/kernel/payment-gateway";
import { applyWebhook } from "@cartwright/core/payments/apply-webhook";

/** The shop's webhook route: raw body in, 200 when it was accepted. */
export async function startWebhookEndpoint(deps: Deps, gatewayNow: () => PaymentGateway | null) {
  const server: Server = createServer((request, response) => {
    const gateway = gatewayNow();
    if (!gateway) {
      response.writeHead(503).end();
      return;
    }
    buffer(request)
      .then((rawBody) => applyWebhook(deps, gateway, { rawBody, header: (name) => request.headers[name]?.toString() }))
      .then(
        () => response.writeHead(200).end(),
        () => response.writeHead(500).end(),
      );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
