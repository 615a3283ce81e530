import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { QUEUES } from "@cartwright/contracts/messages";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { type SilentProxy, startSilentProxy } from "@cartwright/db/testing/silent-proxy";
import { makeTempFolder, type TempFolder } from "@cartwright/db/testing/temp-folder";
import { migrateQueues } from "@cartwright/queue/connect";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choosePorts } from "./ports.ts";
import { planOf } from "./stack-processes.ts";
import { supervise, type SupervisedProcess } from "./supervise.ts";

const SECRET = "q7Rz2Lw9Xk4Vb8Nc1Jm6Hd3Gf5Ts0Pya";
const NAMES = ["worker", "realtime"] as const;

let database: TestDatabase;
let proxy: SilentProxy;
let folder: TempFolder;
const parts: SupervisedProcess[] = [];
const readyUrls: string[] = [];

/** Both processes reach their database by way of a proxy. */
beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueues({ databaseUrl: database.url });
  proxy = await startSilentProxy(database.url);
  folder = await makeTempFolder("silent-link");
  const ports = await choosePorts({
    web: 0,
    webMetrics: 0,
    workerMetrics: 0,
    realtime: 0,
    realtimeMetrics: 0,
    provider: 0,
  });
  const common = {
    PATH: process.env["PATH"] ?? "",
    CARTWRIGHT_MODE: "development",
    DATABASE_URL: proxy.url,
    PUBLIC_ORIGIN: `http://localhost:${ports.web}`,
    AUTH_SECRET: SECRET,
    SANDBOX_PROVIDER_URL: `http://127.0.0.1:${ports.provider}`,
    SANDBOX_WEBHOOK_SECRET: "Pya0Ts5Gf3Hd6Jm1Nc8Vb4Xk9Lw2Rz7q",
    REALTIME_PORT: String(ports.realtime),
  };
  for (const name of NAMES) {
    const logFile = path.join(folder.path, `${name}.log`);
    const metrics = { worker: ports.workerMetrics, realtime: ports.realtimeMetrics }[name];
    const plan = planOf(name, { ports, logFile, env: { ...common, METRICS_PORT: String(metrics), LOG_FILE: logFile } });
    readyUrls.push(plan.readyUrl);
    parts.push(await supervise(plan, { onRestart: () => undefined, onPid: () => undefined }));
  }
});
afterAll(async () => {
  for (const part of parts) await part.stop();
  await proxy.close();
  await database.close();
  await folder.remove();
});

async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error("did not happen");
    await sleep(50);
  }
}

const statuses = () =>
  Promise.all(readyUrls.map(async (url) => (await fetch(url, { headers: { connection: "close" } })).status));

const MESSAGE = { productIds: [], slugs: [], lists: true };

/** Writes a message and waits until the relay has delivered it. */
async function isDelivered(): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into saga.outbox (id, kind, name, key, payload)
     values (gen_random_uuid(), 'event', 'catalog.changed', 'test', $1) returning id`,
    [JSON.stringify(MESSAGE)],
  );
  const sent = "select from saga.outbox where id = $1 and published_at is not null";
  await until(async () => (await database.pool.query(sent, [rows[0]?.id])).rowCount === 1);
}

/** Writes a command and waits until a worker has run its job, which is removed then. */
async function isRun(): Promise<void> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into saga.outbox (id, kind, name, key, payload)
     values (gen_random_uuid(), 'command', 'catalog.refresh-stock', 'test', $1) returning id`,
    [JSON.stringify({ productIds: [randomUUID()] })],
  );
  const ran = `
    select from saga.outbox where id = $1 and published_at is not null
      and not exists (select from bullmq.job where queue = 'catalog')`;
  await until(async () => (await database.pool.query(ran, [rows[0]?.id])).rowCount === 1);
}

/** How many connections were opened after a time and listen for jobs. They have the names of their queues. */
async function listenersSince(time: Date): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and backend_start > $1 and application_name = any($2)`,
    [time, QUEUES],
  );
  return rows[0]?.count ?? 0;
}

test("worker and gateway are unready while the link to the database is silent, and work again after its return without a restart", async () => {
  const pids = parts.map((part) => part.pid());
  expect(await statuses()).toEqual([200, 200]);
  await isDelivered();
  await isRun();
  const { rows } = await database.pool.query<{ now: Date }>("select now() as now");
  const before = rows[0]?.now ?? new Date();

  proxy.setSilent(true);
  await until(async () => (await statuses()).every((status) => status === 503));
  proxy.setSilent(false);

  await until(async () => (await statuses()).every((status) => status === 200));
  await isDelivered();
  await isRun();
  // Jobs are announced again, instead of being found by the next poll: each of the five queues has a worker that listens.
  await until(async () => (await listenersSince(before)) === QUEUES.length);
  expect(parts.map((part) => part.pid())).toEqual(pids);
});
