import { readFile, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createDb, createPool } from "@cartwright/db/client";
import { pendingMigrations } from "@cartwright/db/migrate";
import { explainDatabase } from "./database-trouble.ts";
import { findProgram } from "./find-programs.ts";
import { lockHolder, stackLockOf } from "./pid-lock.ts";
import { isPortFree } from "./ports.ts";
import { logFileOf } from "./process-log.ts";
import { commandLine } from "./processes.ts";
import { inProject, ROOT } from "./project.ts";
import { readRedisFacts } from "./redis-facts.ts";
import { readSeedProgress, type SeedProgress } from "./seed-progress.ts";
import { stackEnv } from "./stack-env.ts";
import { PROCESS_NAMES, readStackFile, type StackFile } from "./stack-file.ts";

export interface Finding {
  readonly name: string;
  /** `advice` is worth knowing and stops nothing. */
  readonly state: "well" | "advice" | "trouble";
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
}

export interface Patient {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The stack that runs on the data, if one does. */
  readonly running: StackFile | undefined;
  /** A start that is under way, and what its seed has recorded. */
  readonly starting: { readonly pid: number; readonly seeding: SeedProgress | undefined } | undefined;
}

const well = (name: string, says: string): Finding => ({ name, state: "well", says });
const advice = (name: string, says: string, todo: string): Finding => ({ name, state: "advice", says, todo });
const trouble = (name: string, says: string, todo: string): Finding => ({ name, state: "trouble", says, todo });
const wordsOf = (error: unknown) => (error instanceof Error ? error.message || error.name : String(error));

export async function lookAt(dataDir: string, env: Patient["env"]): Promise<Patient> {
  const file = await readStackFile(dataDir);
  const alive = file !== undefined && (await commandLine(file.supervisorPid)).includes("tooling/dev/src");
  if (alive) return { dataDir, env, running: file, starting: undefined };
  // The data belongs to a start from its first moment on. It says how to reach the shop once everything is up.
  const pid = await lockHolder(stackLockOf(dataDir));
  if (pid === undefined) return { dataDir, env, running: undefined, starting: undefined };
  const seed = await readSeedProgress(dataDir);
  const seeds = seed !== undefined && (await commandLine(seed.pid)).includes("tooling/seed/src");
  return { dataDir, env, running: undefined, starting: { pid, seeding: seeds ? seed : undefined } };
}

export async function checkNode(): Promise<Finding> {
  const system = await findProgram(["node"]);
  return well("Node", `${process.version} runs the project${system ? "" : " (there is none on the PATH)"}`);
}

const DISK_BYTES_MIN = 2e9;

export async function checkDisk(): Promise<Finding> {
  const { bavail, bsize } = await statfs(ROOT);
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free`;
  if (bavail * bsize >= DISK_BYTES_MIN) return well("disk", free);
  return trouble("disk", free, "Free some space: packages, database and build need about 2 GB.");
}

export async function checkPorts({ env, running, starting }: Patient): Promise<Finding> {
  if (running) return well("ports", `in use by the running shop: ${running.urls.web}`);
  if (starting) return well("ports", "taken by the shop that is starting");
  const web = Number(env["PORT"] ?? 3000);
  const metrics = Number(env["METRICS_PORT"] ?? 9464);
  if (!(await isPortFree(web))) {
    return trouble("ports", `${web} is in use by another program`, `Start with another: PORT=${web + 100} npm start`);
  }
  const others = [web + 1, 4242, metrics, metrics + 1, metrics + 2];
  const free = await Promise.all(others.map(isPortFree));
  const taken = others.filter((_, index) => !free[index]);
  if (taken.length === 0) return well("ports", `${[web, ...others].join(", ")} are free`);
  return advice("ports", `${taken.join(", ")} in use`, "`npm start` takes others instead and says which.");
}

export async function checkSecrets({ dataDir }: Patient): Promise<Finding> {
  const file = path.join(dataDir, "secrets.json");
  const mode = await stat(file).then(
    (entry) => entry.mode & 0o777,
    () => undefined,
  );
  if (mode === undefined) return well("secrets", "not made yet; the first `npm start` makes them");
  if (mode === 0o600) return well("secrets", "readable by their owner only");
  return trouble("secrets", `${file} can be read by others`, `chmod 600 ${file}`);
}

export async function checkDatabase({ dataDir, env, running, starting }: Patient): Promise<Finding[]> {
  const url = running?.DATABASE_URL ?? env["DATABASE_URL"];
  if (!url) {
    const version = await readFile(path.join(dataDir, "postgres", "PG_VERSION"), "utf8").catch(() => undefined);
    if (starting) return [well("database", "embedded PostgreSQL, run by the shop that is starting")];
    const says = version ? `embedded PostgreSQL ${version.trim()}, stopped` : "embedded PostgreSQL, not made yet";
    return [well("database", `${says}; \`npm start\` runs it`)];
  }
  const pool = createPool({ connectionString: url, applicationName: "doctor", poolMax: 1, statementTimeoutMs: 5_000 });
  const db = createDb(pool);
  try {
    const { rows } = await pool.query<{ version: number; text: string }>(
      "select current_setting('server_version_num')::int as version, current_setting('server_version') as text",
    );
    const [server] = rows;
    const pending = await pendingMigrations(db);
    const reachable =
      server && server.version >= 150_000
        ? well("database", `PostgreSQL ${server.text} responds`)
        : trouble("database", `PostgreSQL ${server?.text ?? "?"} is too old`, "Use PostgreSQL 15 or newer.");
    if (pending.length === 0) return [reachable, well("migrations", "up to date")];
    if (starting) {
      return [reachable, advice("migrations", `${pending.length} to apply`, "The shop that is starting applies them.")];
    }
    const todo = running ? "Stop the shop and start it again." : "`npm start` applies them.";
    return [reachable, trouble("migrations", `${pending.length} to apply: ${pending.join(", ")}`, todo)];
  } catch (error) {
    const todo = running
      ? `See ${logFileOf(dataDir, "postgres")}.`
      : (explainDatabase(url, error) ??
        "Check DATABASE_URL and that the server runs; or unset it for the embedded one.");
    return [trouble("database", wordsOf(error), todo)];
  } finally {
    await db.destroy();
  }
}

export async function checkRedis({ env, running }: Patient): Promise<Finding> {
  const url = running?.REDIS_URL ?? env["REDIS_URL"];
  if (!url) return well("Redis", "not set: queues, limits and hints live in Postgres");
  try {
    const { policy, appendOnly } = await readRedisFacts(url);
    if (policy !== "noeviction") {
      return trouble("Redis", `evicts jobs when full (${policy})`, "Set maxmemory-policy noeviction.");
    }
    if (appendOnly !== "yes") return advice("Redis", "forgets jobs in a crash", "Set appendonly yes.");
    return well("Redis", "responds; keeps an append-only file and evicts nothing");
  } catch (error) {
    return trouble("Redis", wordsOf(error), "Check REDIS_URL and that the server runs; or unset it to do without.");
  }
}

function sayStarting({ pid, seeding }: NonNullable<Patient["starting"]>): Finding {
  const todo = "Wait until `npm start` says that it is ready.";
  if (!seeding) return advice("shop", `starting (process ${pid})`, todo);
  const { doing, count } = seeding;
  return advice("shop", `seeding${count ? `, ${count.done} of ${count.total}` : ""} (${doing})`, todo);
}

export async function checkProcesses({ running, starting }: Patient): Promise<Finding> {
  if (starting) return sayStarting(starting);
  if (!running) return well("shop", "does not run");
  const health = await Promise.all(
    PROCESS_NAMES.map(async (name) => {
      const { webMetrics, workerMetrics, realtimeMetrics, provider } = running.ports;
      const port = { web: webMetrics, worker: workerMetrics, realtime: realtimeMetrics, provider }[name];
      const response = await fetch(`http://127.0.0.1:${port}/health/ready`, {
        signal: AbortSignal.timeout(3_000),
      }).catch(() => undefined);
      return { name, ready: response?.ok ?? false };
    }),
  );
  const ill = health.filter(({ ready }) => !ready).map(({ name }) => name);
  if (ill.length === 0) return well("shop", `runs at ${running.urls.web}; every process is ready`);
  return trouble("shop", `not ready: ${ill.join(", ")}`, "See their logs beside the data, in logs/.");
}

/** Each process's own check of its settings, over what this environment would make of them. */
export async function checkEnvironment({ dataDir, env }: Patient): Promise<Finding> {
  const unset = "-".repeat(48);
  const { envs } = stackEnv(
    {
      dataDir,
      mode: "embedded",
      databaseUrl: env["DATABASE_URL"] || "postgres://cartwright@127.0.0.1/cartwright",
      redisUrl: env["REDIS_URL"] || undefined,
      ports: {
        web: 3000,
        realtime: 3001,
        provider: 4242,
        webMetrics: 9464,
        workerMetrics: 9465,
        realtimeMetrics: 9466,
      },
      secrets: {
        authSecret: unset,
        sandboxWebhookSecret: unset,
        postgresPassword: unset,
        demoPasswords: { shopper: unset, support: unset, admin: unset },
      },
      given: env,
    },
    (name) => logFileOf(dataDir, name),
  );
  const faults: string[] = [];
  for (const name of PROCESS_NAMES) {
    const module: { readEnv(source: Readonly<Record<string, string>>): unknown } = await import(
      pathToFileURL(inProject("apps", name, "src/env.ts")).href
    );
    try {
      module.readEnv(envs[name]);
    } catch (error) {
      faults.push(`${name}: ${wordsOf(error)}`);
    }
  }
  if (faults.length === 0) return well("environment", "every process accepts it");
  return trouble("environment", faults.join("\n    "), "Correct these variables, or unset them. See .env.example.");
}

export async function checkTestTools(): Promise<Finding> {
  const tools = { "redis-server": ["redis-server"], chromium: ["chromium", "chromium-browser", "google-chrome"] };
  const found = await Promise.all(
    Object.entries(tools).map(async ([name, programs]) => ((await findProgram(programs)) ? [] : [name])),
  );
  const missing = found.flat();
  if (missing.length === 0) return well("for the tests", "redis-server and chromium are here");
  return advice(
    "for the tests",
    `not on the PATH: ${missing.join(", ")}`,
    "As root on Debian, `npm test` installs them. Without redis-server it uses REDIS_URL; without chromium, Playwright's own.",
  );
}
