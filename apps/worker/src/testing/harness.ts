import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { OrderId } from "@cartwright/contracts/ids";
import { isSettled, type OrderStatus } from "@cartwright/contracts/order-status";
import { ArmedFailPoints } from "@cartwright/core/kernel/fail-points";
import { createMailTransport } from "@cartwright/core/notifications/mail-transport";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import type { SagaRegistry } from "@cartwright/core/saga/engine/definition";
import { SAGAS } from "@cartwright/core/saga/flows/definitions";
import type { PlaceOrderDeps } from "@cartwright/core/saga/flows/checkout/place-order";
import { createDeliveryRules } from "@cartwright/core/testing/fixtures";
import { recording, type Statement } from "@cartwright/core/testing/plans";
import { createDb, createPool, type Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { createLogger } from "@cartwright/observability/logger";
import { migrateQueues } from "@cartwright/queue/connect";
import { type RunningWorker, runWorker, type WorkerOptions } from "../run-worker.ts";
import { type PlacedTestOrder, placeTestOrder, type TestOrder } from "./place-test-order.ts";
import { createProviderHandle, type ProviderHandle } from "./provider-handle.ts";
import { until } from "./until.ts";
import { startWebhookEndpoint } from "./webhook-endpoint.ts";

/** A whole shop behind the HTTP layer, for tests: database, queues, worker, sandbox provider, webhook endpoint. */
export interface TestShop {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly pool: TestDatabase["pool"];
  readonly deps: PlaceOrderDeps;
  /** Armed points apply to placements and to workers that this shop starts. */
  readonly failPoints: ArmedFailPoints;
  readonly provider: ProviderHandle;
  readonly webhookSecret: string;
  /** Where the provider sends its webhooks. */
  readonly origin: string;
  readonly redisPrefix: string;
  /** The media folder. */
  readonly mediaRoot: string;
  /** While false, webhooks get a 503, and the provider sends them again. */
  acceptWebhooks(accept: boolean): void;
  startWorker(options?: { readonly registry?: SagaRegistry }): Promise<RunningWorker>;
  stopWorker(): Promise<void>;
  place(order: TestOrder): Promise<PlacedTestOrder>;
  /** Resolves with the status once the order's checkout has ended. */
  settled(orderId: OrderId): Promise<OrderStatus>;
  close(): Promise<void>;
}

export interface TestShopOptions {
  readonly redisUrl?: string | undefined;
  readonly holdSeconds?: number;
  /** When the provider decides a charge that it did not respond to; 600 ms. */
  readonly decideMs?: number;
  /** How long a lost job stays with a dead worker; 1 s. */
  readonly lockMs?: number;
  /** Replaces random jitter in retries: 0 makes them immediate. */
  readonly random?: () => number;
  readonly logLevel?: "silent" | "warn" | "info";
  /** Gets every statement with parameters that the shop runs. */
  readonly statements?: Statement[];
}

/** Seals the secrets of webhook endpoints in tests. */
export const WEBHOOK_KEY = "webhook-key-of-a-test-0123456789";

/** As on the embedded stack, but with waits that suit a test. */
export async function createTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const { redisUrl } = options;
  const { database, db, relayDb } = await openDatabase(options.statements);
  const folder = await makeTempFolder("worker");
  await migrateQueues({ redisUrl, databaseUrl: database.url });
  await createDeliveryRules(db);
  const logger = createLogger({ name: "test", level: options.logLevel ?? "silent" });
  const failPoints = new ArmedFailPoints();
  const webhookSecret = randomUUID() + randomUUID();
  const redisPrefix = `test-${randomUUID()}`;
  let accepts = true;
  const settings = { paymentProviders: ["sandbox"] };
  const deps: PlaceOrderDeps = { db, logger, failPoints, settings, nudgeRelay: () => control.nudge() };
  const webhooks = await startWebhookEndpoint(deps, () => (accepts ? gateway : null));
  const provider = createProviderHandle({ webhookSecret, decideMs: options.decideMs ?? 3_000 });
  await provider.start();
  const gateway = createSandboxGateway({
    url: provider.url,
    webhookSecrets: [webhookSecret],
    webhookUrl: `${webhooks.origin}/api/webhooks/sandbox`,
    returnOrigin: webhooks.origin,
    // An ordinary response must arrive within it on a busy machine too; the provider responds to `tok_slow` after it.
    responseTimeoutMs: 2_000,
  });
  const control = createWorkerControl((registry) => ({
    db,
    relayDb,
    importDb: db,
    databaseUrl: database.url,
    redisUrl,
    redisPrefix,
    logger,
    gateways: new Map([["sandbox", gateway]]),
    registry,
    failPoints,
    mailTransport: createMailTransport({ publicOrigin: webhooks.origin }),
    mediaRoot: join(folder.path, "media"),
    settings: settingsOf(webhooks.origin, options.holdSeconds),
    webhooks: { keys: [WEBHOOK_KEY], allowPrivate: true },
    lockMs: options.lockMs ?? 1_000,
    random: options.random,
  }));

  return {
    db,
    databaseUrl: database.url,
    pool: database.pool,
    deps,
    failPoints,
    provider,
    webhookSecret,
    origin: webhooks.origin,
    redisPrefix,
    mediaRoot: join(folder.path, "media"),
    acceptWebhooks(accept) {
      accepts = accept;
    },
    startWorker: control.start,
    stopWorker: control.stop,
    place: (order) => placeTestOrder(deps, order),
    settled: (orderId) => until(() => settledStatus(db, orderId)),
    async close() {
      await control.stop();
      await provider.close();
      await webhooks.close();
      await relayDb.destroy();
      await database.close();
      await folder.remove();
    },
  };
}

/** The shop's database, and the relay's own connections to it, both recorded when `statements` is given. */
async function openDatabase(statements: Statement[] | undefined) {
  const database = await createTestDatabase({ poolMax: 20 });
  const relayPool = createPool({
    connectionString: database.url,
    applicationName: "relay",
    poolMax: 2,
    synchronousCommit: "off",
  });
  const [db, relayDb] = [database.pool, relayPool].map((pool) =>
    createDb(statements ? recording(pool, statements) : pool),
  ) as [Db, Db]; // one for each pool
  return { database, db, relayDb };
}

function settingsOf(origin: string, holdSeconds = 900): WorkerOptions["settings"] {
  return {
    publicOrigin: origin,
    holdSeconds,
    realtimeUrl: origin,
    embedded: true,
    paymentProviders: ["sandbox"],
  };
}

/** The shop's one worker, which a test starts, stops and starts again. */
function createWorkerControl(optionsFor: (registry: SagaRegistry) => WorkerOptions) {
  let worker: RunningWorker | null = null;
  return {
    nudge: () => worker?.nudge(),
    start: async ({ registry = SAGAS }: { readonly registry?: SagaRegistry } = {}) => {
      worker = await runWorker(optionsFor(registry));
      return worker;
    },
    stop: async () => {
      const running = worker;
      worker = null;
      await running?.close();
    },
  };
}

async function settledStatus(db: Db, orderId: OrderId): Promise<OrderStatus | null> {
  const order = await db
    .selectFrom("orders.orders")
    .select(["status", "settled_at"])
    .where("id", "=", orderId)
    .executeTakeFirstOrThrow();
  const status = order.status as OrderStatus; // guaranteed by the column's check
  return isSettled(status) && order.settled_at !== null ? status : null;
}
