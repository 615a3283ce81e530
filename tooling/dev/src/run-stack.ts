import { buildWeb } from "./build-web.ts";
import type { Database } from "./open-database.ts";
import { type PreparedStack, prepareStack, runStops, type StackOptions, type Stops } from "./prepare-stack.ts";
import { logFileOf } from "./process-log.ts";
import { choosePorts } from "./ports.ts";
import { seedShop } from "./seed-shop.ts";
import { stackEnv } from "./stack-env.ts";
import { type DemoAccount, PROCESS_NAMES, type ProcessName, removeStackFile, writeStackFile } from "./stack-file.ts";
import { type Ports, renewPorts, urlsOf } from "./stack-ports.ts";
import { planOf, startAll } from "./stack-processes.ts";
import { supervise, type SupervisedProcess, type Watcher } from "./supervise.ts";

export interface Stack {
  readonly webUrl: string;
  readonly realtimeUrl: string;
  readonly providerUrl: string;
  readonly databaseUrl: string;
  /** The embedded server's superuser, for maintenance and fault injection. */
  readonly superuserUrl?: string;
  readonly accounts: readonly DemoAccount[];
  readonly ports: Ports;
  /** As they are now: a crashed process comes back under another id. */
  readonly pids: Pids;
  /** One more worker beside the first, under a name of its own; it stops with the stack. */
  startWorker(name: string): Promise<SupervisedProcess>;
  /** Rejects when a part cannot be kept running. */
  readonly failed: Promise<never>;
  /** Web, realtime, worker (drains), provider, database, in this order. */
  stop(): Promise<void>;
}

type Pids = Readonly<Record<ProcessName, number>> & { readonly postgres?: number };

/** Runs the whole shop: database, schema, demo data, build, processes. Resolves when every part is ready. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: Stops = [];
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= runStops(stops));
  try {
    const prepared = await prepareStack(options, "embedded", stops);
    await seedAndBuild(prepared, options);
    options.signal?.throwIfAborted();
    const ports = await renewPorts(prepared.settings.ports, options.port !== 0);
    prepared.settings = { ...prepared.settings, ports };
    return await startProcesses(prepared, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Side by side. When one fails, the other is broken off. */
async function seedAndBuild(prepared: PreparedStack, options: StackOptions): Promise<void> {
  const { settings, progress, accounts } = prepared;
  const logOf = (name: string) => logFileOf(settings.dataDir, name);
  const breakOff = new AbortController();
  const signal = AbortSignal.any([breakOff.signal, ...(options.signal ? [options.signal] : [])]);
  const works = [buildWeb({ progress, logFile: logOf("build"), signal })];
  if (options.seed !== "none") {
    const { common } = stackEnv(settings, logOf);
    works.push(seedShop({ env: common, size: options.seed, accounts, logFile: logOf("seed"), progress, signal }));
  }
  try {
    await Promise.all(works);
  } catch (error) {
    breakOff.abort();
    await Promise.allSettled(works);
    throw error;
  }
}

async function startProcesses(prepared: PreparedStack, stops: Stops, stop: () => Promise<void>): Promise<Stack> {
  const { settings, database, progress } = prepared;
  const { ports, dataDir } = settings;
  const logOf = (name: string) => logFileOf(dataDir, name);
  const { envs } = stackEnv(settings, logOf);
  const startedAt = new Date().toISOString();
  let parts: readonly SupervisedProcess[] = [];

  // One after the other, so that the newest state wins: two processes may restart at the same time.
  let published = Promise.resolve();
  const publish = () => (published = published.then(writeCurrent));
  async function writeCurrent(): Promise<void> {
    if (parts.length === 0) return;
    await writeStackFile(dataDir, {
      supervisorPid: process.pid,
      startedAt,
      urls: urlsOf(ports),
      ports: { ...ports, ...(database.port !== undefined && { postgres: database.port }) },
      pids: pidsOf(parts, database),
      DATABASE_URL: settings.databaseUrl,
      ...(settings.redisUrl !== undefined && { REDIS_URL: settings.redisUrl }),
      accounts: prepared.accounts,
    });
  }
  const onPid = () => void publish().catch(prepared.fail);
  prepared.onPid = onPid;
  stops.push(() => removeStackFile(dataDir));
  const plans = PROCESS_NAMES.map((name) => planOf(name, { ports, env: envs[name], logFile: logOf(name) }));
  const watcher: Watcher = {
    onRestart: (name, reason) => progress.note(`${name} went down (${reason}); starting it again`),
    onPid,
  };
  parts = await progress.step("starting web, worker, realtime and provider", () => startAll(plans, stops, watcher));
  for (const part of parts) part.failed.catch(prepared.fail);
  await publish();
  const urls = urlsOf(ports);
  return {
    webUrl: urls.web,
    realtimeUrl: urls.realtime,
    providerUrl: urls.provider,
    databaseUrl: settings.databaseUrl,
    ...(database.superuserUrl !== undefined && { superuserUrl: database.superuserUrl }),
    accounts: prepared.accounts,
    ports,
    async startWorker(name) {
      const { workerMetrics } = await choosePorts({ workerMetrics: 0 });
      const logFile = logOf(name);
      const env = { ...envs.worker, METRICS_PORT: String(workerMetrics), LOG_FILE: logFile };
      const plan = planOf("worker", { ports: { ...ports, workerMetrics }, env, logFile });
      const part = await supervise({ ...plan, name }, watcher);
      stops.push(() => part.stop());
      part.failed.catch(prepared.fail);
      return part;
    },
    get pids() {
      return pidsOf(parts, database);
    },
    failed: prepared.failed,
    stop,
  };
}

function pidsOf(parts: readonly SupervisedProcess[], database: Database): Pids {
  const pidOf = (name: ProcessName) => parts.find((part) => part.name === name)?.pid() ?? 0;
  return {
    web: pidOf("web"),
    worker: pidOf("worker"),
    realtime: pidOf("realtime"),
    provider: pidOf("provider"),
    ...(database.pid !== undefined && { postgres: database.pid }),
  };
}
