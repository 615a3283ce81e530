import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { VariantId } from "@cartwright/contracts/ids";
import { createDb, createPool, type Db } from "@cartwright/db/client";
import type { Progress } from "@cartwright/dev/progress";
import { type Stack, startStack } from "@cartwright/dev/run-stack";
import type { TemporaryRedis } from "@cartwright/dev/temporary-redis";
import { sql } from "kysely";
import { judgeResponses } from "./response-invariants.ts";
import { runCrowd, type Tally } from "./crowd.ts";
import { readDatabaseInvariants, readUnfinished } from "./database-invariants.ts";
import { readCrashes } from "./crash-invariant.ts";
import { injectFaults, type Victims } from "./inject-faults.ts";
import type { Invariant } from "./invariant.ts";
import { judgeMoney, readBooks, readCharges } from "./money-invariants.ts";
import type { Fault } from "./plan-faults.ts";
import { openWebhookGate, type WebhookGate } from "./webhook-gate.ts";

export interface ChaosRun {
  readonly seed: number;
  readonly lastsMs: number;
  readonly faults: readonly Fault[];
  readonly dataDir: string;
  readonly redis: TemporaryRedis | null;
  readonly progress: Progress;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface ChaosResult {
  readonly tally: Tally;
  /** Milliseconds from the last fault until all work had finished. Null when it did not finish in time. */
  readonly settledMs: number | null;
  readonly invariants: readonly Invariant[];
}

/** Rate limits are raised, because they are not under test here. */
const LIMITS = "100000000/15m";
/** Short, so that approvals that never come expire within the run. */
const HOLD_SECONDS = 40;
/** After the last fault: limits for the last response and for the last unfinished work. */
const PATIENCE_MS = 60_000;
const SETTLE_MS_MAX = 240_000;
const LOOK_EVERY_MS = 500;
/** The variants on sale: this many, some of which run out. */
const SHELF = 16;
const SCARCE = 4;
const PLENTY = 2_000;

/** Runs the real shop, buyers and faults; waits until it has settled; counts the invariants. */
export async function runChaos(run: ChaosRun): Promise<ChaosResult> {
  const gate = await openWebhookGate();
  let stack: Stack | undefined;
  try {
    stack = await startStack({
      dataDir: run.dataDir,
      port: 0,
      seed: "small",
      env: {
        ...process.env,
        RATE_LIMIT_GENERAL: LIMITS,
        RATE_LIMIT_AUTH: LIMITS,
        RATE_LIMIT_CART: LIMITS,
        STOCK_HOLD_SECONDS: String(HOLD_SECONDS),
        WEBHOOK_ORIGIN: gate.origin,
        LOG_LEVEL: "info",
      },
      ...(run.redis && { redisUrl: run.redis.url }),
      progress: run.progress,
      signal: run.signal,
    });
    // The run stops when a process cannot be kept running, or on Ctrl-C.
    return await Promise.race([stack.failed, interruption(run.signal), underFaults(run, stack, gate)]);
  } finally {
    await stack?.stop();
    await gate.close();
  }
}

function interruption(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(new Error("interrupted")));
  return promise;
}

async function underFaults(run: ChaosRun, stack: Stack, gate: WebhookGate): Promise<ChaosResult> {
  const second = await stack.startWorker("worker-2");
  const db = createDb(createPool({ connectionString: stack.databaseUrl, applicationName: "chaos", poolMax: 2 }));
  try {
    gate.leadTo(stack.webUrl);
    const shelf = await fillShelf(db);
    const since = await readClock(db);
    const victims: Victims = {
      pidOf: (target) =>
        target === "worker-2"
          ? second.pid()
          : target === "redis"
            ? (run.redis?.server?.pid() ?? 0)
            : (stack.pids[target] ?? 0),
      redis: run.redis?.server,
      gate,
    };
    const closing = new AbortController();
    const endsAt = performance.now() + run.lastsMs;
    const market = {
      shopUrl: stack.webUrl,
      realtimeUrl: stack.realtimeUrl,
      shelf,
      giveUpAt: () => endsAt + PATIENCE_MS,
    };
    const crowd = runCrowd(market, { seed: run.seed, stop: closing.signal });
    const faults = injectFaults(victims, run.faults, run);
    const quiet = sleep(run.lastsMs, undefined, { signal: run.signal }).catch(() => undefined);
    await Promise.all([faults, quiet]);
    closing.abort();
    run.note("the faults are over; the last buyers finish");
    const tally = await crowd;
    const settledMs = await settle(db, since, run);
    const falls = await readCrashes(path.join(run.dataDir, "logs"));
    const invariants = [...(await countAll(db, stack, { tally, since })), falls];
    for (const watched of tally.watched) watched.close();
    return { tally, settledMs, invariants };
  } finally {
    await db.destroy();
  }
}

/** Restocks some variants by inventory movements, and leaves the rest scarce. Returns the variants on the shelf. */
async function fillShelf(db: Db): Promise<VariantId[]> {
  const { rows } = await sql<{ id: string }>`
    select variant.id from catalog.variants as variant join catalog.products as product on product.id = variant.product_id
      join inventory.stock as stock on stock.variant_id = variant.id
    where product.status = 'active' and variant.status = 'active' and variant.requires_shipping and variant.weight_grams < 5000
      and stock.on_hand > stock.reserved
    order by variant.sku limit ${SHELF}`.execute(db);
  const shelf = rows.map(({ id }) => VariantId.parse(id));
  if (shelf.length < 2) throw new Error("the shop has nothing to sell");
  await sql`
    with grown as (update inventory.stock set on_hand = on_hand + ${PLENTY}, updated_at = now()
      where variant_id = any(${shelf.slice(SCARCE)}::uuid[]) returning variant_id)
    insert into inventory.movements (variant_id, on_hand_delta, reserved_delta, reason, note)
    select variant_id, ${PLENTY}, 0, 'adjustment', 'for a run of faults' from grown`.execute(db);
  return shelf;
}

async function readClock(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("the database has no time");
  return row.now;
}

/** Waits until all work has finished, up to a limit. */
async function settle(db: Db, since: Date, run: ChaosRun): Promise<number | null> {
  const from = performance.now();
  return await run.progress.step("waiting until everything is settled", async () => {
    while (performance.now() - from < SETTLE_MS_MAX) {
      run.signal.throwIfAborted();
      const unfinished = await readUnfinished(db, since);
      if (Object.values(unfinished).every((count) => count === 0)) return performance.now() - from;
      await sleep(LOOK_EVERY_MS);
    }
    run.note(`still unfinished: ${JSON.stringify(await readUnfinished(db, since))}`);
    return null;
  });
}

async function countAll(
  db: Db,
  stack: Stack,
  { tally, since }: { readonly tally: Tally; readonly since: Date },
): Promise<Invariant[]> {
  const { rows: found } = await sql<{ number: string; lastSeq: number }>`
    select number, last_seq as "lastSeq" from orders.orders where created_at >= ${since}`.execute(db);
  const books = await readBooks(db);
  const charges = await readCharges(
    stack.providerUrl,
    books.map(({ number }) => number),
  );
  return [...judgeResponses(tally, found), ...(await readDatabaseInvariants(db, since)), ...judgeMoney(books, charges)];
}
