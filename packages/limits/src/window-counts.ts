import { createBatcher } from "@cartwright/core/kernel/create-batcher";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** Counters in Postgres: the same fixed windows as the library's on Redis, by the database's clock. */
export interface WindowCounts {
  /** Adds to a counter. Returns its value, and when its window ends (ms since 1970). */
  add(key: string, amount: number, windowSeconds: number): Promise<Counted>;
}

interface Call {
  readonly key: string;
  readonly amount: number;
  readonly windowSeconds: number;
}

interface Counted {
  readonly count: number;
  readonly resetMs: number;
}

const BATCH_MAX = 500;
/** Calls beyond this are refused as `unavailable`: the database does not keep up. */
const WAITING_MAX = 20_000;
const SWEEP_EVERY_MS = 60_000;
const SWEEP_ROWS_MAX = 5_000;

/**
 * Adds to many counters in one statement. Keys are sorted, so that two web nodes lock rows in the same order. The commit does
 * not wait for the disk: after a crash of the server, a counter may have lost its last calls.
 */
async function addAll(db: Db, totals: readonly Call[]) {
  const { rows } = await sql<{ key: string; count: number; reset_ms: number }>`
    insert into accounts.rate_limits as r (key, window_start, count, expires_at)
    select t.key, t.started, t.amount, to_timestamp(t.started + t.seconds)
    from (
      select key, amount, seconds,
             (floor(extract(epoch from clock_timestamp()) / seconds) * seconds)::bigint as started
      from unnest(${totals.map((total) => total.key)}::text[], ${totals.map((total) => total.amount)}::int[],
                  ${totals.map((total) => total.windowSeconds)}::int[]) as u (key, amount, seconds)
    ) t, (select set_config('synchronous_commit', 'off', true)) as relaxed_commit
    order by t.key
    on conflict (key) do update set
      count = case when r.window_start = excluded.window_start
                   then least(r.count::bigint + excluded.count, 2000000000)::int else excluded.count end,
      window_start = excluded.window_start,
      expires_at = excluded.expires_at
    returning r.key, r.count, (extract(epoch from r.expires_at) * 1000)::bigint as reset_ms`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}

/** The calls of a batch by key, each key once. */
function sumByKey(calls: readonly Call[]): Call[] {
  return [...Map.groupBy(calls, ({ key }) => key)].map(([key, group]) => ({
    key,
    amount: group.reduce((sum, call) => sum + call.amount, 0),
    windowSeconds: group[0]?.windowSeconds ?? 1,
  }));
}

/**
 * Calls that come while a statement runs share the next one: an idle shop sends one small statement per call, and a busy one a
 * few hundred a second, however many calls there are. Every call still gets its own number.
 */
export function createWindowCounts(db: Db): WindowCounts {
  let sweptAt = performance.now();

  async function sweepWhenDue(): Promise<void> {
    if (performance.now() - sweptAt <= SWEEP_EVERY_MS) return;
    sweptAt = performance.now();
    await sweep(db).catch(() => undefined); // swept again in a minute
  }

  const count = createBatcher<Call, Counted>({
    batchMax: BATCH_MAX,
    parallel: 1,
    waitingMax: WAITING_MAX,
    async run(calls) {
      const totals = sumByKey(calls);
      const rows = await addAll(db, totals);
      await sweepWhenDue();
      // The value that each key had before this batch; its calls are counted on from there, in order.
      const reached = new Map(totals.map(({ key, amount }) => [key, (rows.get(key)?.count ?? 0) - amount]));
      return calls.map(({ key, amount }) => {
        const value = (reached.get(key) ?? 0) + amount;
        reached.set(key, value);
        return { ok: true, value: { count: value, resetMs: rows.get(key)?.reset_ms ?? 0 } };
      });
    },
  });
  return { add: (key, amount, windowSeconds) => count({ key, amount, windowSeconds }) };
}

/** Deletes counters whose windows are over. */
export async function sweep(db: Db): Promise<void> {
  await sql`
    delete from accounts.rate_limits where key = any(array(
      select key from accounts.rate_limits where expires_at < now() - interval '1 minute'
      order by expires_at limit ${SWEEP_ROWS_MAX} for update skip locked))`.execute(db);
}
