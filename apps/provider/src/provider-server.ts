import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { applySecurityHeaders } from "@cartwright/observability/apply-security-headers";
import type { Logger } from "@cartwright/observability/logger";
import { securityHeaders } from "@cartwright/observability/security-headers";
import { CONNECTION_CHECK_MS } from "@cartwright/observability/server-times";
import { createAlarm } from "./alarm.ts";
import { decideDue } from "./decide-charge.ts";
import { createDecisions } from "./decisions.ts";
import type { ProviderContext } from "./provider-context.ts";
import { sendJson } from "./http.ts";
import { ProviderFailure } from "./provider-failure.ts";
import { route, type RouteDeps } from "./routes.ts";
import { openStore } from "./store.ts";
import { DELAYS, type Delays } from "./token-plan.ts";
import { createWebhookDeliveries } from "./webhook-deliveries.ts";

export interface ProviderServerOptions {
  /** The store's file. `:memory:` keeps nothing after the server. */
  readonly storePath: string;
  /** Several, separated by commas, during a rotation: each signs the webhooks. */
  readonly webhookSecrets: readonly string[];
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How browsers reach the approval pages; `http://{host}:{port}` by default. */
  readonly publicUrl?: string;
  readonly logger: Logger;
  readonly delays?: Partial<Delays>;
}

export interface ProviderServer {
  readonly port: number;
  readonly url: string;
  /** Stops the server and the deliveries. Undelivered and undecided work continues when the store is opened again. */
  close: () => Promise<void>;
}

/** The number of signatures that a receiver reads in one header. */
const SECRETS_MAX = 5;
/** How long a client that gets no response is held. */
const HOLD_MS_MAX = 30_000;

/** Starts the sandbox payment provider: its API, approval pages, decisions and webhooks, over one store. */
export async function createProviderServer(options: ProviderServerOptions): Promise<ProviderServer> {
  const { logger } = options;
  const delays = { ...DELAYS, ...options.delays };
  const store = openStore(options.storePath);
  const deliveries = createWebhookDeliveries({
    store,
    secrets: options.webhookSecrets.slice(0, SECRETS_MAX),
    retryBaseMs: delays.retryBaseMs,
    logger,
  });
  const decisions = createDecisions(HOLD_MS_MAX);
  let publicUrl = options.publicUrl ?? "";
  const clock = createAlarm(
    () => decideDue(context),
    (error) => logger.error({ err: error }, "charges cannot be decided"),
  );
  const context: ProviderContext = {
    store,
    delays,
    publicUrl: () => publicUrl,
    onDelivery: deliveries.wakeAt,
    onDecision: clock.wakeAt,
    onDecided: decisions.announce,
  };
  const server = listenWith({ context, decided: decisions.wait, deliverNow: deliveries.deliverNow }, logger);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  const url = `http://${options.host}:${port}`;
  publicUrl ||= url;
  const firstMs = store.nextDecisionMs();
  if (firstMs !== null) clock.wakeAt(firstMs);
  return {
    port,
    url,
    async close() {
      clock.stop();
      decisions.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await deliveries.close();
      store.close();
    },
  };
}

function listenWith(deps: RouteDeps, logger: Logger) {
  const server = createServer(
    {
      requestTimeout: 10_000,
      headersTimeout: 5_000,
      keepAliveTimeout: 60_000,
      connectionsCheckingInterval: CONNECTION_CHECK_MS,
      maxHeaderSize: 8_192,
      requireHostHeader: false,
    },
    (request, response) => {
      route(deps, request, response).catch((error: unknown) => {
        if (!(error instanceof ProviderFailure)) {
          logger.error({ err: error, method: request.method }, "request failed");
          sendJson(response, 500, { error: "internal", message: "Something went wrong here." });
          return;
        }
        // The rest of a refused body is not read.
        if (!request.complete) response.setHeader("connection", "close");
        sendJson(response, error.status, { error: error.reason, message: error.message });
      });
    },
  );
  applySecurityHeaders(server, securityHeaders(false));
  // A connection that is held without a response is closed after this time.
  server.setTimeout(HOLD_MS_MAX);
  server.maxConnections = 2_000;
  return server;
}
