import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { createLogger } from "@cartwright/observability/logger";
import { createWebDeps, type WebDeps } from "../deps.ts";
import type { ClientTimes } from "../http/client-times.ts";
import { edgeSettingsOf, readEnv, type WebEnv } from "../env.ts";
import { createEdge } from "../edge/create-edge.ts";
import { type Integrity, NO_INTEGRITY } from "../http/integrity.ts";
import { drainServer, listenOn } from "../http/listen.ts";

export interface TestEdge {
  readonly url: string;
  readonly port: number;
  readonly env: WebEnv;
  readonly deps: WebDeps;
  readonly database: TestDatabase;
  readonly dataDir: string;
  close(): Promise<void>;
}

export interface TestEdgeOptions {
  /** Settings that differ from the defaults of tests. */
  readonly env?: Readonly<Record<string, string>>;
  /** Stands in for Next. */
  readonly handleWithNext?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The expected hashes of scripts and styles. By default none. */
  readonly integrity?: Integrity;
  /** As in production: only the public host name is served. */
  readonly production?: boolean;
  /** The port. By default any that is free. */
  readonly port?: number;
  /** How long clients may take. By default as in the shop. */
  readonly clientTimes?: ClientTimes;
  /** Logs everything to `logs/web.log` in the data folder. */
  readonly logToFile?: boolean;
  /** Another process of the same shop, with the same database. The process that created it drops it. */
  readonly database?: TestDatabase;
}

const SETTINGS = {
  CARTWRIGHT_MODE: "embedded",
  AUTH_SECRET: "t3stT3stFq8mVx2LbKz7RnYc5WdHs0Ju",
  SANDBOX_WEBHOOK_SECRET: "sandbox-webhook-secret-of-a-test",
  LOG_LEVEL: "silent",
  // Limits have their own tests, and must not interfere with others.
  RATE_LIMIT_AUTH: "100000/15m",
  RATE_LIMIT_GENERAL: "100000/15m",
  RATE_LIMIT_CART: "100000/15m",
};

const page = (html: string) => async (_request: IncomingMessage, response: ServerResponse) => {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(html);
};

/** The edge over real HTTP and a real database, with a simple function in place of Next. */
export async function startTestEdge(options: TestEdgeOptions = {}): Promise<TestEdge> {
  const database = options.database ?? (await createTestDatabase());
  const folder = await makeTempFolder("edge");
  const dataDir = folder.path;
  const port = options.port ?? 0;
  const own = { PORT: String(port), DATABASE_URL: database.url, DATA_DIR: dataDir };
  const env = readEnv({ ...SETTINGS, ...own, ...options.env });
  process.env["NEXTAUTH_URL"] = env.PUBLIC_ORIGIN;
  const logger = options.logToFile
    ? createLogger({ name: "web", level: "trace", file: join(dataDir, "logs", "web.log") })
    : createLogger({ name: "test", level: "silent" });
  const deps = await createWebDeps(env, logger);
  const edge = createEdge({
    ...deps,
    settings: {
      ...edgeSettingsOf(env),
      buildDir: join(dataDir, "build"),
      production: options.production ?? false,
      development: false,
    },
    integrity: options.integrity ?? NO_INTEGRITY,
    ...(options.clientTimes && { clientTimes: options.clientTimes }),
    serveFromCache: async () => false,
    handleWithNext: options.handleWithNext ?? page("<!doctype html><title>A page</title>"),
  });
  await listenOn(edge, { port, host: "127.0.0.1" });
  const address = edge.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    env,
    deps,
    database,
    dataDir,
    async close() {
      edge.closeIdleConnections();
      await drainServer(edge);
      await deps.close();
      if (!options.database) await database.close();
      await folder.remove();
    },
  };
}
