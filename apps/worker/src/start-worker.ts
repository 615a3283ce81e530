import { join } from "node:path";
import { refuseDemoAccounts } from "@cartwright/core/accounts/staff/refuse-demo-accounts";
import { NO_FAIL_POINTS } from "@cartwright/core/kernel/fail-points";
import { createGateways } from "@cartwright/core/payments/payment-settings";
import { createMailTransport } from "@cartwright/core/notifications/mail-transport";
import { SAGAS } from "@cartwright/core/saga/flows/definitions";
import { createDb, createPool, LONG_STATEMENTS } from "@cartwright/db/client";
import { createLogger } from "@cartwright/observability/logger";
import { observePool } from "@cartwright/observability/metrics";
import { startPrivateServer } from "@cartwright/observability/private-server";
import { createShutdown } from "@cartwright/observability/shutdown";
import { startObservability } from "@cartwright/observability/start-observability";
import { sql } from "kysely";
import { readEnv } from "./env.ts";
import { killAt } from "./kill-at.ts";
import { runWorker } from "./run-worker.ts";

const env = readEnv();
const logger = createLogger({
  name: "worker",
  level: env.LOG_LEVEL,
  ...(env.LOG_FILE === undefined ? {} : { file: env.LOG_FILE }),
});
const shutdown = createShutdown({ logger, timeoutMs: 25_000 });
await startObservability({ process: "worker", env, logger, shutdown });

const connectionString = env.DATABASE_URL;
const pool = createPool({ connectionString, applicationName: "worker", poolMax: env.DATABASE_POOL_MAX });
const db = createDb(pool);
shutdown.add("database", () => db.destroy());
observePool("main", pool);
const relayPool = createPool({ connectionString, applicationName: "relay", poolMax: 2, synchronousCommit: "off" });
const relayDb = createDb(relayPool);
shutdown.add("relay's database", () => relayDb.destroy());
observePool("relay", relayPool);
// A step of a large product file takes minutes.
const importPool = createPool({ connectionString, applicationName: "importer", poolMax: 2, ...LONG_STATEMENTS });
const importDb = createDb(importPool);
shutdown.add("importer's database", () => importDb.destroy());
observePool("importer", importPool);
if (env.CARTWRIGHT_MODE === "production") await refuseDemoAccounts({ db });

const mailTransport = createMailTransport({ smtpUrl: env.SMTP_URL, publicOrigin: env.PUBLIC_ORIGIN });
shutdown.add("mail", () => mailTransport.close());

const worker = await runWorker({
  db,
  relayDb,
  importDb,
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  redisPrefix: env.CARTWRIGHT_TEST_REDIS_PREFIX,
  logger,
  gateways: await createGateways(env, { returnOrigin: env.PUBLIC_ORIGIN, webhookOrigin: env.WEBHOOK_ORIGIN }),
  registry: SAGAS,
  failPoints: env.CARTWRIGHT_FAIL_POINT ? killAt(env.CARTWRIGHT_FAIL_POINT) : NO_FAIL_POINTS,
  mailTransport,
  mediaRoot: join(env.DATA_DIR, "media"),
  settings: {
    publicOrigin: env.PUBLIC_ORIGIN,
    holdSeconds: env.STOCK_HOLD_SECONDS,
    realtimeUrl: env.PUBLIC_ORIGIN,
    embedded: env.CARTWRIGHT_MODE !== "production",
    paymentProviders: env.PAYMENT_PROVIDERS,
  },
  webhooks: env.webhooks ?? undefined,
  lockMs: env.CARTWRIGHT_TEST_LOCK_MS,
  version: env.SENTRY_RELEASE,
});

let drain = (): void => undefined;
shutdown.add("worker", async () => {
  drain();
  await worker.close();
});

const privateServer = await startPrivateServer({
  port: env.METRICS_PORT,
  host: env.METRICS_HOST,
  logger,
  async ready() {
    const [parts] = await Promise.all([worker.ready(), sql`select 1`.execute(db)]);
    return { database: true, ...parts };
  },
});
drain = privateServer.drain;
shutdown.add("private port", privateServer.close);
logger.info({ queues: env.REDIS_URL ? "redis" : "postgres", metricsPort: privateServer.port }, "working");
