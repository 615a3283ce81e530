import type { Db } from "@cartwright/db/client";
import type { Logger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import { startLoop } from "../loop.ts";
import type { Sweep } from "./sweeps.ts";

/** Spells `CWSW`. One lock for all workers of a database. */
const LEADER_LOCK = 0x43_57_53_57;
const TICK_MS = 500;

export interface SweepLoop {
  /** Milliseconds since a round ended well. */
  idleMs(): number;
  close(): Promise<void>;
}

/**
 * Runs the sweeps, each at its own interval, on the worker that holds the leader's lock. The lock belongs to a transaction
 * that is open for one round, so it needs no session and is released when a worker dies.
 */
export function startSweeps(db: Db, sweeps: readonly Sweep[], logger: Logger): SweepLoop {
  const nextAt = new Map(sweeps.map((sweep) => [sweep.name, 0]));
  let succeededAt = performance.now();

  async function runDue(signal: AbortSignal): Promise<void> {
    const due = sweeps.filter((sweep) => (nextAt.get(sweep.name) ?? 0) <= performance.now());
    if (due.length === 0) return;
    await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{
        leader: boolean;
      }>`select pg_try_advisory_xact_lock(${LEADER_LOCK}) as leader`.execute(tx);
      for (const sweep of due) {
        nextAt.set(sweep.name, performance.now() + sweep.everyMs);
        if ((rows[0]?.leader || sweep.everywhere) && !signal.aborted) await runOne(sweep);
      }
    });
  }

  async function runOne(sweep: Sweep): Promise<void> {
    try {
      const found = await sweep.run();
      if (found > 0) logger.info({ sweep: sweep.name, found }, "swept");
    } catch (error) {
      logger.warn({ err: error, sweep: sweep.name }, "a sweep failed; it comes again");
    }
  }

  const loop = startLoop({
    restMs: TICK_MS,
    async round(signal) {
      await runDue(signal);
      succeededAt = performance.now();
    },
    onError: (error) => logger.warn({ err: error }, "the sweeps could not run; they come again"),
  });
  return {
    idleMs: () => performance.now() - succeededAt,
    close: () => loop.close(),
  };
}
