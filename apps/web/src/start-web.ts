import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { showPseudoMessages } from "@cartwright/messages/pseudo";
import { createLogger } from "@cartwright/observability/logger";
import { startPrivateServer } from "@cartwright/observability/private-server";
import { createShutdown } from "@cartwright/observability/shutdown";
import { refuseDemoAccounts } from "@cartwright/core/accounts/staff/refuse-demo-accounts";
import { startObservability } from "@cartwright/observability/start-observability";
import { resealWebhookSecrets } from "@cartwright/core/webhooks/reseal-webhook-secrets";
import { resealSecondFactors } from "@cartwright/core/accounts/second-factor/reseal-second-factors";
import next from "next";
import { createPageCallers } from "./trpc/page-callers.ts";
import { createWebDeps, followHints } from "./deps.ts";
import { createEdge } from "./edge/create-edge.ts";
import { NO_INTEGRITY, readIntegrity } from "./http/integrity.ts";
import { drainServer, listenOn } from "./http/listen.ts";
import { startPictureSweep } from "./edge/pictures/sweep-pictures.ts";
import { edgeSettingsOf, readEnv, tellLibraries } from "./env.ts";
import { openPageCache } from "./page-cache/open-page-cache.ts";
import { serveFromCache } from "./page-cache/serve-from-cache.ts";
import { configurePageCache, invalidateAll, invalidateTags } from "./page-cache/page-cache.ts";
import { provideCallers } from "./trpc/callers.ts";

const SHUTDOWN_MS = 25_000;

const env = readEnv();
showPseudoMessages(env.PSEUDO_MESSAGES === "1");
const development = process.argv.includes("--dev");
const production = env.CARTWRIGHT_MODE === "production";
tellLibraries(env);

const logger = createLogger({
  name: "web",
  level: env.LOG_LEVEL,
  ...(env.LOG_FILE === undefined ? {} : { file: env.LOG_FILE }),
});
const shutdown = createShutdown({ logger, timeoutMs: SHUTDOWN_MS });
await startObservability({ process: "web", env, logger, shutdown, sampleRatio: env.OTEL_TRACES_SAMPLER_ARG });

const deps = await createWebDeps(env, logger);
shutdown.add("connections", deps.close);
await deps.warmUp();
await resealWebhookSecrets(deps.api, env.webhooks.keys);
const resealed = await resealSecondFactors(deps.api, env.AUTH_SECRET);
if (resealed > 0) logger.info({ resealed }, "second factors are sealed with the new secret");
if (production) await refuseDemoAccounts(deps.api);

provideCallers(createPageCallers(deps.api));
const buildDir = fileURLToPath(new URL("../.next", import.meta.url));
const integrity = development ? NO_INTEGRITY : await readIntegrity(buildDir);
const pages = await openPageCache({ redisUrl: env.REDIS_URL, buildDir, logger });
shutdown.add("page cache", () => pages.close());
configurePageCache({
  store: pages.store,
  connectOrigins: env.REALTIME_URL === env.PUBLIC_ORIGIN ? [] : [env.REALTIME_URL],
  integrity,
});
const hints = await followHints(env, deps, { invalidatePages: invalidateTags, invalidateAllPages: invalidateAll });
shutdown.add("hints", () => hints.close());

const app = next({ dev: development, dir: fileURLToPath(new URL("..", import.meta.url)), customServer: true });
await app.prepare();
shutdown.add("next", () => app.close());
const edge = createEdge({
  ...deps,
  settings: {
    ...edgeSettingsOf(env),
    buildDir,
    production,
    development,
  },
  integrity,
  serveFromCache,
  handleWithNext: app.getRequestHandler(),
  upgradeWithNext: app.getUpgradeHandler(),
});

const sweep = startPictureSweep(deps.api, join(env.DATA_DIR, "media"));
shutdown.add("picture sweep", () => sweep.close());

const privateServer = await startPrivateServer({
  port: env.METRICS_PORT,
  host: env.METRICS_HOST,
  ready: deps.ready,
  logger,
});
shutdown.add("private port", () => privateServer.close());
await listenOn(edge, { port: env.PORT, host: env.HOST });
shutdown.add("edge", () => drainServer(edge));
shutdown.add("readiness", () => privateServer.drain());
logger.info({ port: env.PORT, origin: env.PUBLIC_ORIGIN, mode: env.CARTWRIGHT_MODE, development }, "web is up");
