import { refuseDemoAccounts } from "@cartwright/core/accounts/staff/refuse-demo-accounts";
import { createDb, createPool } from "@cartwright/db/client";
import { createLogger } from "@cartwright/observability/logger";
import { observePool } from "@cartwright/observability/metrics";
import { startPrivateServer } from "@cartwright/observability/private-server";
import { createShutdown } from "@cartwright/observability/shutdown";
import { startObservability } from "@cartwright/observability/start-observability";
import { sql } from "kysely";
import { readEnv } from "./env.ts";
import { startRealtimeServer } from "./realtime-server.ts";

const env = readEnv();
const logger = createLogger({
  name: "realtime",
  level: env.LOG_LEVEL,
  ...(env.LOG_FILE === undefined ? {} : { file: env.LOG_FILE }),
});
const shutdown = createShutdown({ logger, timeoutMs: 10_000 });
await startObservability({ process: "realtime", env, logger, shutdown });

const pool = createPool({
  connectionString: env.DATABASE_URL,
  applicationName: "realtime",
  poolMax: env.DATABASE_POOL_MAX,
  statementTimeoutMs: 5_000,
});
const db = createDb(pool);
shutdown.add("database", async () => db.destroy());
observePool("main", pool);
if (env.CARTWRIGHT_MODE === "production") await refuseDemoAccounts({ db });

// Before the gateway listens, hints do not arrive.
let hasHints = (): boolean => false;
const privateServer = await startPrivateServer({
  port: env.METRICS_PORT,
  host: env.METRICS_HOST,
  logger,
  async ready() {
    await sql`select 1`.execute(db);
    return { database: true, hints: hasHints() };
  },
});
shutdown.add("private port", privateServer.close);

const realtime = await startRealtimeServer({
  db,
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  publicOrigin: env.PUBLIC_ORIGIN,
  authSecrets: env.AUTH_SECRET,
  trustedProxies: env.TRUSTED_PROXIES,
  host: env.HOST,
  port: env.REALTIME_PORT,
  logger,
});
hasHints = realtime.hasHints;
shutdown.add("gateway", async () => {
  privateServer.drain();
  await realtime.close();
});
const hints = env.REDIS_URL ? "redis" : "postgres";
logger.info({ host: env.HOST, port: realtime.port, metricsPort: privateServer.port, hints }, "listening");
