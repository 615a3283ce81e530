import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { OrderId, OrderNumber, VariantId } from "@cartwright/contracts/ids";
import { isSettled, type OrderStatus } from "@cartwright/contracts/order-status";
import { setLine } from "@cartwright/core/cart/set-line";
import { quoteCheckout } from "@cartwright/core/checkout/quote-checkout";
import type { Actor } from "@cartwright/core/kernel/actor";
import type { Deps } from "@cartwright/core/kernel/deps";
import { ArmedFailPoints } from "@cartwright/core/kernel/fail-points";
import type { PaymentGateway } from "@cartwright/core/kernel/payment-gateway";
import { createMailTransport } from "@cartwright/core/notifications/mail-transport";
import { applyWebhook } from "@cartwright/core/payments/apply-webhook";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import type { SagaRegistry } from "@cartwright/core/saga/definition";
import { SAGAS } from "@cartwright/core/saga/definitions";
import { startCheckout } from "@cartwright/core/saga/start-checkout";
import { ADDRESS, createDeliveryRules, newGuest } from "@cartwright/core/testing/fixtures";
import { createDb, createPool, type Db } from "@cartwright/db/client";
import { createTestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";
import { migrateQueues } from "@cartwright/queue/connect";
import { type RunningWorker, runWorker } from "../run-worker.ts";

/** A whole shop behind its edge, for tests: database, queues, worker, sandbox provider, webhook end point. */
export interface TestShop {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly deps: Deps;
  readonly failPoints: ArmedFailPoints;
  readonly provider: { readonly url: string; start(): Promise<void>; stop(): Promise<void> };
  readonly webhookSecret: string;
  /** Where the provider sends its webhooks. */
  readonly origin: string;
  /** Holds webhooks back while false: the provider is answered 503 and comes again. */
  acceptWebhooks: boolean;
  startWorker(options?: { readonly registry?: SagaRegistry }): Promise<RunningWorker>;
  stopWorker(): Promise<void>;
  /** Fills a new guest's cart and places the order. */
  place(
    order: PlaceTestOrder,
  ): Promise<{ readonly number: OrderNumber; readonly orderId: OrderId; readonly actor: Actor }>;
  /** Resolves with the status once the order's checkout has ended. */
  settled(orderId: OrderId, timeoutMs?: number): Promise<OrderStatus>;
  /** Resolves once `check` answers something but null, looking again whenever a short moment has passed. */
  until<T>(check: () => Promise<T | null>, timeoutMs?: number): Promise<T>;
  /** The charges that the provider itself has on record for an order. */
  charges(number: OrderNumber): Promise<ProviderCharge[]>;
  close(): Promise<void>;
}

export interface ProviderCharge {
  readonly id: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

export interface PlaceTestOrder {
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
  readonly token?: string;
  readonly actor?: Actor;
  readonly idempotencyKey?: string;
  readonly promotionCode?: string;
}

export interface TestShopOptions {
  readonly redisUrl?: string | undefined;
  readonly holdSeconds?: number;
  readonly decideMs?: number;
  readonly answerTimeoutMs?: number;
  readonly lockMs?: number;
  readonly logLevel?: "silent" | "warn" | "info";
}

/** As on the embedded stack, but with waits that a test can live with. */
export async function createTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const database = await createTestDatabase({ poolMax: 20 });
  await migrateQueues({ redisUrl: options.redisUrl, databaseUrl: database.url });
  await createDeliveryRules(database.db);
  const logger = createLogger({ name: "test", level: options.logLevel ?? "silent" });
  const failPoints = new ArmedFailPoints();
  const webhookSecret = randomUUID() + randomUUID();
  const redisPrefix = `test-${randomUUID()}`;
  const relayDb = createDb(
    createPool({ connectionString: database.url, applicationName: "relay", poolMax: 2, synchronousCommit: "off" }),
  );
  let worker: RunningWorker | null = null;
  const deps: Deps = { db: database.db, logger, failPoints, nudgeRelay: () => worker?.nudge() };
  const state = { acceptWebhooks: true };
  const webhooks = await startWebhookEndpoint(deps, () => (state.acceptWebhooks ? gateway : null));
  const provider = createProviderHandle(webhookSecret, options.decideMs ?? 600);
  await provider.start();
  const gateway = createSandboxGateway({
    url: provider.url,
    webhookSecrets: [webhookSecret],
    webhookUrl: `${webhooks.origin}/api/webhooks/sandbox`,
    returnOrigin: webhooks.origin,
    answerTimeoutMs: options.answerTimeoutMs ?? 400,
  });

  async function stopWorker(): Promise<void> {
    const running = worker;
    worker = null;
    await running?.close();
  }

  async function until<T>(check: () => Promise<T | null>, timeoutMs = 20_000): Promise<T> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const found = await check();
      if (found !== null) return found;
      if (performance.now() > deadline) throw new Error(`did not happen within ${timeoutMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  return {
    db: database.db,
    databaseUrl: database.url,
    deps,
    failPoints,
    provider,
    webhookSecret,
    origin: webhooks.origin,
    get acceptWebhooks() {
      return state.acceptWebhooks;
    },
    set acceptWebhooks(accept) {
      state.acceptWebhooks = accept;
    },
    async startWorker({ registry = SAGAS } = {}) {
      worker = await runWorker({
        db: database.db,
        relayDb,
        databaseUrl: database.url,
        redisUrl: options.redisUrl,
        redisPrefix,
        logger,
        gateways: new Map([["sandbox", gateway]]),
        registry,
        failPoints,
        mailTransport: createMailTransport({ publicOrigin: webhooks.origin }),
        settings: {
          publicOrigin: webhooks.origin,
          holdSeconds: options.holdSeconds ?? 900,
          linkSecrets: [webhookSecret],
          realtimeUrl: webhooks.origin,
          embedded: true,
          paymentProviders: ["sandbox"],
        },
        lockMs: options.lockMs ?? 1_000,
      });
      return worker;
    },
    stopWorker,
    place: (order) => placeOrder(deps, order),
    async settled(orderId, timeoutMs) {
      return until(async () => {
        const order = await database.db
          .selectFrom("orders.orders")
          .select("status")
          .where("id", "=", orderId)
          .executeTakeFirstOrThrow();
        const status = order.status as OrderStatus; // the column's own check
        return isSettled(status) ? status : null;
      }, timeoutMs);
    },
    until,
    async charges(number) {
      const response = await fetch(`${provider.url}/charges?orderNumber=${number}`);
      const body = (await response.json()) as { charges: ProviderCharge[] }; // the provider's own contract
      return body.charges;
    },
    async close() {
      await stopWorker();
      await provider.stop();
      await webhooks.close();
      await relayDb.destroy();
      await database.close();
    },
  };
}

/** A provider that can be taken down and brought back on the same port, with its memory kept. */
function createProviderHandle(webhookSecret: string, decideMs: number) {
  const storePath = `/tmp/cartwright-provider-${randomUUID()}.sqlite`;
  let server: ProviderServer | null = null;
  let port = 0;
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    async start() {
      server = await createProviderServer({
        storePath,
        webhookSecret,
        host: "127.0.0.1",
        port,
        logger: createLogger({ name: "provider", level: "silent" }),
        delays: { webhookMs: 30, decideMs, slowMs: 1_200, retryBaseMs: 100 },
      });
      port = server.port;
    },
    async stop() {
      await server?.close();
      server = null;
    },
  };
}

/** The shop's webhook route: raw body in, 200 when it was taken. */
async function startWebhookEndpoint(deps: Deps, gatewayNow: () => PaymentGateway | null) {
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

async function placeOrder(deps: Deps, order: PlaceTestOrder) {
  const actor = order.actor ?? newGuest();
  for (const line of order.lines) await setLine(deps, actor, line);
  const promotion = order.promotionCode === undefined ? {} : { promotionCode: order.promotionCode };
  const choice = { shippingMethodId: "standard", ...promotion };
  const quote = await quoteCheckout(deps, actor, { shippingAddress: ADDRESS, ...choice });
  const input = {
    idempotencyKey: order.idempotencyKey ?? randomUUID(),
    email: "kim@example.com",
    shippingAddress: ADDRESS,
    ...choice,
    payment: { provider: "sandbox" as const, token: order.token ?? "tok_approve" },
    expectedTotalMinor: quote.totalMinor,
  };
  const { number } = await startCheckout(deps, actor, { input, traceparent: null });
  const { id } = await deps.db
    .selectFrom("orders.orders")
    .select("id")
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  return { number, orderId: id as OrderId, actor }; // the column holds nothing else
}
