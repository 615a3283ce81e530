import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createLogger } from "@cartwright/observability/logger";
import { createShutdown } from "@cartwright/observability/shutdown";
import { startObservability } from "@cartwright/observability/start-observability";
import { createWebDeps } from "../deps.ts";
import { edgeSettingsOf, readEnv } from "../env.ts";
import { createEdge } from "../edge/create-edge.ts";
import { NO_INTEGRITY } from "../http/integrity.ts";
import { drainServer, listenOn } from "../http/listen.ts";

/**
 * The web process without its pages, for tests that need it as a separate process and without a build: the same settings, edge,
 * procedures and observability. Logs its port when it listens.
 */
const env = readEnv();
const logger = createLogger({ name: "web", level: env.LOG_LEVEL });
const shutdown = createShutdown({ logger, timeoutMs: 10_000 });
await startObservability({ process: "web", env, logger, shutdown, sampleRatio: env.OTEL_TRACES_SAMPLER_ARG });
process.env["NEXTAUTH_URL"] = env.PUBLIC_ORIGIN;
const deps = await createWebDeps(env, logger);
shutdown.add("connections", deps.close);
const edge = createEdge({
  ...deps,
  settings: {
    ...edgeSettingsOf(env),
    buildDir: join(env.DATA_DIR, "build"),
    production: false,
    development: false,
  },
  integrity: NO_INTEGRITY,
  serveFromCache: async () => false,
  handleWithNext: async (_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end("<!doctype html><title>A page</title>");
  },
});
await listenOn(edge, { port: 0, host: "127.0.0.1" });
shutdown.add("edge", () => drainServer(edge));
logger.info({ port: (edge.address() as AddressInfo).port }, "listening"); // a listening TCP server has one
