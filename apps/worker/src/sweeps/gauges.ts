import { outboxLagMs } from "@cartwright/core/outbox/claim-outbox";
import type { Db } from "@cartwright/db/client";
import { metrics } from "@cartwright/observability/metrics";
import type { Producer } from "@cartwright/queue/producer";
import { sql } from "kysely";
import type { Sweep } from "./sweeps.ts";

const UNSETTLED = ["pending", "reserved", "paid"] as const;

/** Reads the numbers that nobody counts as they happen: what is open, stuck, dead, late, queued. */
export function gaugeSweep(db: Db, producer: Producer): Sweep {
  return {
    name: "gauges",
    everyMs: 15_000,
    everywhere: true,
    async run() {
      const { rows } = await sql<{ status: string; count: number }>`
        select status, count(*)::int as count from orders.orders where status = any(${UNSETTLED}::text[]) group by status`.execute(
        db,
      );
      const counts = new Map(rows.map((row) => [row.status, row.count]));
      for (const status of UNSETTLED) metrics.ordersByStatus.set({ status }, counts.get(status) ?? 0);
      const open = await sql<{ stuck: number; dead: number }>`
        select (select count(*)::int from saga.sagas where state = 'stuck') as stuck,
          (select count(*)::int from saga.dead_letters where state = 'open') as dead`.execute(db);
      metrics.sagasStuck.set(open.rows[0]?.stuck ?? 0);
      metrics.deadLetters.set(open.rows[0]?.dead ?? 0);
      metrics.outboxLag.set((await outboxLagMs(db)) / 1_000);
      for (const { queue, ...states } of await producer.depths()) {
        for (const [state, count] of Object.entries(states)) metrics.queueDepth.set({ queue, state }, count);
      }
      return 0;
    },
  };
}
