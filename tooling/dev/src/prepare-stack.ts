import path from "node:path";
import { createDataDir } from "./create-data-dir.ts";
import { type Database, openDatabase } from "./open-database.ts";
import { type PidLock, stackLockOf, tryLock } from "./pid-lock.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { type Progress, silentProgress } from "./progress.ts";
import { ensureSecrets } from "./secrets.ts";
import { demoAccounts, type StackSettings } from "./stack-env.ts";
import { StackError } from "./stack-error.ts";
import { type DemoAccount, readStackFile } from "./stack-file.ts";
import { portsFor } from "./stack-ports.ts";
import { endLeftovers } from "./stack-processes.ts";

export interface StackOptions {
  /** Everything that the stack keeps. */
  readonly dataDir: string;
  /** Of the web app. 0 takes free ports for everything; any other is taken or refused, the rest follow it where they can. */
  readonly port: number;
  /** How much to fill an empty database with. */
  readonly seed: "full" | "small" | "none";
  /** Settings of CONTRACT.md for every process, such as RATE_LIMIT_AUTH. Default: this process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A database of your own instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly progress?: Progress;
  /** Aborting it while the stack starts stops what has started; the start rejects. */
  readonly signal?: AbortSignal;
}

/** Undoing of what has been started, run last first. */
export type Stops = (() => Promise<void>)[];

export interface PreparedStack {
  readonly database: Database;
  settings: StackSettings;
  readonly accounts: readonly DemoAccount[];
  readonly progress: Progress;
  readonly failed: Promise<never>;
  readonly fail: (error: Error) => void;
  /** Called whenever a process came back under another id. */
  onPid: () => void;
}

/** What every way of running the shop needs first: the folder to itself, secrets, ports, a database with the schema in it. */
export async function prepareStack(
  options: StackOptions,
  mode: StackSettings["mode"],
  stops: Stops,
): Promise<PreparedStack> {
  const dataDir = path.resolve(options.dataDir);
  const progress = options.progress ?? silentProgress;
  const given = options.env ?? process.env;
  await createDataDir(dataDir);
  const lock = await lockStack(dataDir);
  stops.push(() => lock.release());
  await endLeftovers(dataDir, progress);
  const secrets = await ensureSecrets(dataDir, given["CARTWRIGHT_DEMO_PASSWORD"]);
  const ports = await portsFor(options.port, Number(given["METRICS_PORT"] ?? 9464), progress);

  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  failed.catch(() => undefined); // the caller handles it later
  let onPid = () => undefined as void;
  const database = await openDatabase(
    { dataDir, password: secrets.postgresPassword, ...(options.databaseUrl && { databaseUrl: options.databaseUrl }) },
    { progress, onPid: () => onPid(), fail },
  );
  stops.push(() => database.stop());
  options.signal?.throwIfAborted();
  await prepareDatabase({ databaseUrl: database.url, redisUrl: options.redisUrl }, progress);
  options.signal?.throwIfAborted();
  return {
    database,
    settings: { dataDir, mode, databaseUrl: database.url, redisUrl: options.redisUrl, ports, secrets, given },
    accounts: demoAccounts(secrets),
    progress,
    failed,
    fail,
    set onPid(listener: () => void) {
      onPid = listener;
    },
  };
}

async function lockStack(dataDir: string): Promise<PidLock> {
  const lock = await tryLock(stackLockOf(dataDir));
  if (!("holder" in lock)) return lock;
  const running = await readStackFile(dataDir);
  throw new StackError(
    `A stack already runs on ${dataDir} (process ${lock.holder})${running ? `, at ${running.urls.web}` : ""}.\n` +
      "Stop it with Ctrl-C, or start a second one with a DATA_DIR and a PORT of its own.",
  );
}

/** Undoes everything, last first, whatever fails on the way. */
export async function runStops(stops: Stops): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop().catch(() => undefined);
}
