import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createDeliveryRules } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { createTestDatabase } from "@cartwright/db/testing/database";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { migrateQueues } from "@cartwright/queue/connect";
import { z } from "zod";

const SCRIPTS = {
  provider: "../../../provider/src/main.mjs",
  web: "../../../web/src/testing/edge-process.ts",
  worker: "../main.mjs",
  realtime: "../../../realtime/src/main.mjs",
} as const;
type ProcessName = keyof typeof SCRIPTS;

/** The port in a log line, if it is the line that says that the process is up. */
const listening = ({ msg, port }: Record<string, unknown>) => (msg === "listening" ? Number(port) : null);
const STARTED = {
  provider: ({ msg, url }: Record<string, unknown>) => (msg === "listening" ? Number(new URL(String(url)).port) : null),
  web: listening,
  worker: ({ msg, metricsPort }: Record<string, unknown>) => (msg === "working" ? Number(metricsPort) : null),
  realtime: listening,
};

/** The gateway's log line that says that it is up. */
const Started = z.object({ process: z.literal("realtime"), msg: z.literal("listening"), metricsPort: z.int() });

const SECRET = "t3stT3stFq8mVx2LbKz7RnYc5WdHs0Ju";
export const ORIGIN = "http://localhost:3000";

const ANY_PORTS = { PORT: "0", REALTIME_PORT: "0", PROVIDER_PORT: "0", METRICS_PORT: "0" };

/** The shop as separate processes, without pages: web, worker, realtime and the sandbox provider, over one database. */
export interface WatchedShop {
  readonly db: Db;
  readonly webUrl: string;
  readonly realtimeUrl: string;
  /** The worker's private port. */
  readonly workerUrl: string;
  /** The gateway's private port. */
  readonly gatewayUrl: string;
  /** The ports of the processes and the database: the only ones that they have to connect to. */
  readonly ports: readonly number[];
  /** What the processes have logged so far. */
  readonly log: string[];
  /** Stops the processes in order. Everything they still had to send has been sent by then. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** The private port that the gateway reported when it was up. */
function privatePortIn(log: readonly string[]): number {
  for (const line of log) {
    const entry = Started.safeParse(line.startsWith("{") ? JSON.parse(line) : null).data;
    if (entry) return entry.metricsPort;
  }
  throw new Error("the gateway told of no private port");
}

/** Resolves with the port that the process says it listens on. */
async function portOf(child: ChildProcess, name: ProcessName, log: string[]): Promise<number> {
  if (!child.stdout) throw new Error("no output to read");
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      log.push(line);
      const entry: unknown = line.startsWith("{") ? JSON.parse(line) : null;
      if (typeof entry !== "object" || !entry || !("msg" in entry)) return;
      const port = STARTED[name](Object.fromEntries(Object.entries(entry)));
      if (port !== null) resolve(port);
    });
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code} at its start:\n${log.join("\n")}`)));
  });
}

/** Starts the processes with these settings besides their own. Queues and hints are in Postgres. */
export async function startWatchedShop(settings: Readonly<Record<string, string>>): Promise<WatchedShop> {
  const database = await createTestDatabase();
  await migrateQueues({ databaseUrl: database.url });
  await createDeliveryRules(database.db);
  const folder = await makeTempFolder("watched");
  const log: string[] = [];
  const running: ChildProcess[] = [];

  async function start(name: ProcessName, more: Readonly<Record<string, string>> = {}): Promise<number> {
    const child = spawn(process.execPath, [fileURLToPath(new URL(SCRIPTS[name], import.meta.url))], {
      env: {
        PATH: process.env["PATH"],
        CARTWRIGHT_MODE: "development",
        DATABASE_URL: database.url,
        DATA_DIR: folder.path,
        PUBLIC_ORIGIN: ORIGIN,
        AUTH_SECRET: SECRET,
        SANDBOX_WEBHOOK_SECRET: "sandbox-webhook-secret-of-a-test",
        ...ANY_PORTS,
        LOG_LEVEL: "debug",
        ...settings,
        ...more,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    running.push(child);
    return portOf(child, name, log);
  }

  async function startAll() {
    const provider = await start("provider");
    const web = await start("web");
    const realtime = await start("realtime");
    const worker = await start("worker", {
      SANDBOX_PROVIDER_URL: `http://127.0.0.1:${provider}`,
      WEBHOOK_ORIGIN: `http://127.0.0.1:${web}`,
    });
    return { provider, web, realtime, worker };
  }

  async function stop(): Promise<void> {
    await Promise.all(
      running.splice(0).map(async (child) => {
        const ended = once(child, "exit");
        if (child.exitCode === null && child.kill("SIGTERM")) await ended;
      }),
    );
  }
  async function close(): Promise<void> {
    await stop();
    await database.close();
    await folder.remove();
  }
  try {
    const { provider, web, realtime, worker } = await startAll();
    return {
      db: database.db,
      webUrl: `http://127.0.0.1:${web}`,
      realtimeUrl: `http://127.0.0.1:${realtime}`,
      workerUrl: `http://127.0.0.1:${worker}`,
      gatewayUrl: `http://127.0.0.1:${privatePortIn(log)}`,
      ports: [Number(new URL(database.url).port), provider, web],
      log,
      stop,
      close,
    };
  } catch (error) {
    // A process that fails to start must not leave the others behind.
    await close();
    throw error;
  }
}
