import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** Counting in Postgres: the same fixed windows as the library's on Redis, by the database's clock. */
export interface WindowCounts {
  /** Adds to a counter and answers what it holds now, and when its window ends (ms since 1970). */
  add(
    key: string,
    amount: number,
    windowSeconds: number,
  ): Promise<{ readonly count: number; readonly resetMs: number }>;
}

interface Waiting {
  readonly amount: number;
  readonly windowSeconds: number;
  readonly resolve: (answer: { count: number; resetMs: number }) => void;
  readonly reject: (error: unknown) => void;
}

const KEYS_MAX = 500;
const SWEEP_EVERY_MS = 60_000;
const SWEEP_ROWS_MAX = 5_000;

interface Total {
  readonly key: string;
  readonly amount: number;
  readonly windowSeconds: number;
}

/**
 * One statement adds up everything that is waiting. Keys go in sorted, so that two web nodes lock rows in one order, and the
 * commit does not wait for the disk: after a crash of the server a counter may have lost the last moment.
 */
async function addAll(db: Db, totals: readonly Total[]) {
  const { rows } = await sql<{ key: string; count: number; reset_ms: number }>`
    insert into accounts.rate_limits as r (key, window_start, count, expires_at)
    select t.key, t.started, t.amount, to_timestamp(t.started + t.seconds)
    from (
      select key, amount, seconds,
             (floor(extract(epoch from clock_timestamp()) / seconds) * seconds)::bigint as started
      from unnest(${totals.map((total) => total.key)}::text[], ${totals.map((total) => total.amount)}::int[],
                  ${totals.map((total) => total.windowSeconds)}::int[]) as u (key, amount, seconds)
    ) t, (select set_config('synchronous_commit', 'off', true)) as quickly
    order by t.key
    on conflict (key) do update set
      count = case when r.window_start = excluded.window_start
                   then least(r.count::bigint + excluded.count, 2000000000)::int else excluded.count end,
      window_start = excluded.window_start,
      expires_at = excluded.expires_at
    returning r.key, r.count, (extract(epoch from r.expires_at) * 1000)::bigint as reset_ms`.execute(db);
  return new Map(rows.map((row) => [row.key, row]));
}

/**
 * Calls that come while a statement is under way go together into the next one. So an idle shop pays one small statement
 * per call, and a busy one a few hundred per second however many calls there are; every call still gets its own number.
 */
export function createWindowCounts(db: Db): WindowCounts {
  let waiting = new Map<string, Waiting[]>();
  let running = false;
  let sweptAt = performance.now();

  async function flush(): Promise<void> {
    const batch = new Map([...waiting].slice(0, KEYS_MAX));
    waiting = new Map([...waiting].slice(KEYS_MAX));
    try {
      const totals = [...batch].map(([key, calls]) => ({
        key,
        amount: calls.reduce((sum, call) => sum + call.amount, 0),
        windowSeconds: calls[0]?.windowSeconds ?? 1,
      }));
      const counted = await addAll(db, totals);
      for (const [key, calls] of batch) {
        const row = counted.get(key);
        const total = totals.find((entry) => entry.key === key)?.amount ?? 0;
        let count = (row?.count ?? 0) - total;
        for (const call of calls) {
          count += call.amount;
          call.resolve({ count, resetMs: row?.reset_ms ?? 0 });
        }
      }
    } catch (error) {
      for (const calls of batch.values()) for (const call of calls) call.reject(error);
    }
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting.size > 0) await flush();
    running = false;
    if (performance.now() - sweptAt > SWEEP_EVERY_MS) {
      sweptAt = performance.now();
      await sweep(db);
    }
  }

  return {
    add: (key, amount, windowSeconds) =>
      new Promise((resolve, reject) => {
        const calls = waiting.get(key) ?? [];
        calls.push({ amount, windowSeconds, resolve, reject });
        waiting.set(key, calls);
        // Everything that this turn of the event loop brings goes into one statement.
        if (!running) {
          running = true;
          setImmediate(() => void run().catch(() => undefined)); // a failed sweep is tried again in a minute
        }
      }),
  };
}

/** Takes counters away whose windows are over. */
export async function sweep(db: Db): Promise<void> {
  await sql`
    delete from accounts.rate_limits where key in (
      select key from accounts.rate_limits where expires_at < now() - interval '1 minute'
      order by expires_at limit ${SWEEP_ROWS_MAX} for update skip locked)`.execute(db);
}
