import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { EmbeddedPostgresError } from "@cartwright/db/embedded";
import { throughPnpm } from "./check-stages.ts";
import { commandLine } from "./command-line.ts";
import { prepareStack, runStops, type Stops } from "./prepare-stack.ts";
import { logFileOf } from "./process-log.ts";
import { signalProcess, untilGone } from "./processes.ts";
import { inProject, ROOT } from "./project.ts";
import { terminalProgress } from "./progress.ts";
import { seedShop } from "./seed-shop.ts";
import { stackEnv } from "./stack-env.ts";
import { StackError } from "./stack-error.ts";
import { removeStackFile, writeStackFile } from "./stack-file.ts";
import { urlsOf } from "./stack-ports.ts";

/** `npm run dev`: the embedded database with every process reloading under `turbo dev`. */
commandLine({
  name: "npm run dev",
  does: "Runs the same shop as npm start, and reloads every process when a file is saved. PORT (3000) and DATA_DIR (.data) as there.",
  forms: [""],
  options: {},
  examples: ["npm run dev"],
  exits: { 0: "when it was stopped", 1: "when it could not start", 2: "when it was called wrongly" },
});
const abort = new AbortController();
const stop = () => abort.abort();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(signal, stop);

const DRAIN_MS_MAX = 30_000;
const stops: Stops = [];
try {
  await runDev();
} catch (error) {
  const plain = error instanceof StackError || error instanceof EmbeddedPostgresError;
  if (!abort.signal.aborted) {
    console.error(`\n${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
await runStops(stops);
process.exit();

async function runDev(): Promise<void> {
  const port = Number(process.env["PORT"] ?? 3000);
  const dataDir = path.resolve(ROOT, process.env["DATA_DIR"] ?? ".data");
  const prepared = await prepareStack(
    {
      dataDir,
      port,
      seed: "full",
      databaseUrl: process.env["DATABASE_URL"] || undefined,
      redisUrl: process.env["REDIS_URL"] || undefined,
      progress: terminalProgress(),
      signal: abort.signal,
    },
    "development",
    stops,
  );
  const { settings, accounts, database, progress } = prepared;
  const logOf = (name: string) => logFileOf(dataDir, name);
  const { common, envs } = stackEnv(settings, logOf);
  await seedShop({ env: common, size: "full", accounts, logFile: logOf("seed"), progress, signal: abort.signal });

  const urls = urlsOf(settings.ports);
  stops.push(() => removeStackFile(dataDir));
  await writeStackFile(dataDir, {
    supervisorPid: process.pid,
    startedAt: new Date().toISOString(),
    urls,
    ports: { ...settings.ports, ...(database.port !== undefined && { postgres: database.port }) },
    pids: { ...(database.pid !== undefined && { postgres: database.pid }) },
    DATABASE_URL: database.url,
    ...(settings.redisUrl !== undefined && { REDIS_URL: settings.redisUrl }),
    accounts,
  });
  console.log(`\n  The shop ${urls.web}, back office ${urls.web}/admin`);
  for (const { email, password } of accounts) console.log(`  ${email}  ${password}`);
  await runTurbo({ ...envs.provider, ...envs.worker, ...envs.realtime, ...envs.web });
}

/** Turbo gives every task the same environment, so what differs by process (metrics ports, log files) is left to the defaults. */
async function runTurbo(shared: Readonly<Record<string, string>>): Promise<void> {
  const { METRICS_PORT: _port, LOG_FILE: _file, ...env } = shared;
  const [program, ...args] = await throughPnpm("turbo", "run", "dev", "--env-mode=loose", "--filter=./apps/*");
  const child = spawn(program, args, {
    cwd: inProject(),
    env,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const ended = once(child, "exit");
  const { pid } = child;
  if (pid === undefined) throw new StackError(`\`${program}\` cannot be started. It comes with npm.`);
  const end = () => signalProcess(-pid, "SIGTERM");
  // A shell that ends them when this process was killed and cannot.
  const guard = spawn("/bin/sh", ["-c", 'read -r _; kill -TERM "-$1"', "cartwright-dev-guard", String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.on("error", () => undefined);
  if (abort.signal.aborted) end();
  abort.signal.addEventListener("abort", end);
  const [code] = await ended;
  end();
  // npx may exit before its children do. The database stops after its last user.
  await untilGone(-pid, DRAIN_MS_MAX);
  if (!abort.signal.aborted) throw new StackError(`turbo ended with code ${String(code)}; its words are above.`);
}
