import { setTimeout as sleep } from "node:timers/promises";
import { createDb, type createPool, type Db, STATEMENT_MS_MAX } from "@cartwright/db/client";
import { sql } from "kysely";

const READY_REMEMBER_MS = 1_000;
const READY_MS_MAX = 2_000;
/** A server that responds at all ends each statement within this time, if only because it waited too long for a lock. */
const SILENT_MS_MAX = STATEMENT_MS_MAX + 1_000;

export interface WatchedPool {
  readonly db: Db;
  /** Whether requests wait for its connections, while the server responds on those. */
  isBusy(): boolean;
}

/** Notes when the server last responded on a pool. */
export function watchPool(pool: ReturnType<typeof createPool>): WatchedPool {
  let respondedAt = -Infinity;
  const db = createDb(pool, () => {
    respondedAt = performance.now();
  });
  return { db, isBusy: () => pool.waitingCount > 0 && performance.now() - respondedAt < SILENT_MS_MAX };
}

/**
 * Whether the database responds within two seconds, by pool. A pool whose connections all wait for a lock is busy and not
 * unready: every node would be, and the catalogue would be taken away with the orders. Queried at most once a second, however
 * often it is asked.
 */
export function readiness(pools: Readonly<Record<string, WatchedPool>>): () => Promise<Record<string, boolean>> {
  async function check([name, pool]: [string, WatchedPool]): Promise<[string, boolean]> {
    const responded = sql`select 1`.execute(pool.db).then(
      () => true,
      () => false,
    );
    const late = sleep(READY_MS_MAX, undefined, { ref: false }).then(() => pool.isBusy());
    return [name, await Promise.race([responded, late])];
  }
  let askedAt = -READY_REMEMBER_MS;
  let checks: Promise<Record<string, boolean>> = Promise.resolve({});
  return () => {
    if (performance.now() - askedAt >= READY_REMEMBER_MS) {
      askedAt = performance.now();
      checks = Promise.all(Object.entries(pools).map(check)).then((checked) => Object.fromEntries(checked));
    }
    return checks;
  };
}
