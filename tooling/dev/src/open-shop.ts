import path from "node:path";
import type { Deps } from "@cartwright/core/kernel/deps";
import { NO_FAIL_POINTS } from "@cartwright/core/kernel/fail-points";
import { createDb, createPool, LONG_STATEMENTS } from "@cartwright/db/client";
import { createNotifier } from "@cartwright/db/listen";
import { createLogger } from "@cartwright/observability/logger";
import { prepareStack, type Stops } from "./prepare-stack.ts";
import { isAlive } from "./processes.ts";
import { terminalProgress } from "./progress.ts";
import { ROOT } from "./project.ts";
import { readStackFile } from "./stack-file.ts";

export interface OpenShop {
  readonly deps: Deps;
  close(): Promise<void>;
  /** Leaves at once: what is under way is rolled back, and a server that was started for this command is stopped. */
  abandon(): Promise<void>;
}

/**
 * The shop's database for a command of its own: `DATABASE_URL`'s, else that of the stack that runs, else the embedded one,
 * started for this command and stopped with it.
 */
export async function openShop(environment: Readonly<Record<string, string | undefined>>): Promise<OpenShop> {
  const stops: Stops = [];
  const url = environment["DATABASE_URL"] || (await embeddedUrl(environment, stops));
  const db = createDb(
    createPool({ connectionString: url, applicationName: "cartwright-catalog", poolMax: 4, ...LONG_STATEMENTS }),
  );
  const notifier = createNotifier(db, "cartwright_outbox");
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
  };
  return {
    deps: {
      db,
      logger: createLogger({ name: "catalog", level: "warn" }),
      nudgeRelay: () => notifier.nudge(),
      failPoints: NO_FAIL_POINTS,
    },
    async close() {
      await notifier.close();
      await db.destroy();
      await stop();
    },
    abandon: stop,
  };
}

async function embeddedUrl(environment: Readonly<Record<string, string | undefined>>, stops: Stops): Promise<string> {
  const dataDir = path.resolve(ROOT, environment["DATA_DIR"] ?? ".data");
  const running = await readStackFile(dataDir);
  if (running && isAlive(running.supervisorPid)) return running.DATABASE_URL;
  const progress = terminalProgress(process.stderr);
  const stack = await prepareStack({ dataDir, port: 0, seed: "none", env: environment, progress }, "embedded", stops);
  return stack.database.url;
}
