import { readGauges, UNSETTLED } from "@cartwright/core/admin/read-gauges";
import { GRAVITY } from "@cartwright/core/payments/reconcile";
import { outboxLagMs } from "@cartwright/core/outbox/claim-outbox";
import type { Db } from "@cartwright/db/client";
import { metrics } from "@cartwright/observability/metrics";
import type { Producer } from "@cartwright/queue/producer";
import type { Sweep } from "./sweeps.ts";

/** Sets the gauges: unsettled orders, stuck sagas, dead letters, findings, outbox lag and queue depth. */
export function gaugeSweep(db: Db, producer: Producer): Sweep {
  return {
    name: "gauges",
    everyMs: 15_000,
    everywhere: true,
    async run() {
      const { orders, stuckSagas, deadLetters, findings } = await readGauges(db);
      for (const status of UNSETTLED) metrics.ordersByStatus.set({ status }, orders.get(status) ?? 0);
      metrics.sagasStuck.set(stuckSagas);
      metrics.deadLetters.set(deadLetters);
      for (const finding of GRAVITY) metrics.bookFindings.set({ finding }, findings.get(finding) ?? 0);
      metrics.outboxLag.set((await outboxLagMs(db)) / 1_000);
      for (const { queue, waiting, active, delayed, failed } of await producer.measure()) {
        for (const [state, count] of Object.entries({ waiting, active, delayed, failed }))
          metrics.queueDepth.set({ queue, state }, count);
      }
      return 0;
    },
  };
}
