import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { startCompensation, STEP_TIMEOUT_MS } from "./decide-progress.ts";
import { definitionOf, type SagaRegistry } from "./definition.ts";
import type { SagaData } from "./saga-data.ts";
import type { Saga } from "./saga.ts";
import { advanceSagas } from "./sagas.sql.ts";

/** Makes a running saga compensate from its current step. The saga is locked. Call `deps.nudgeRelay()` after the commit. */
export async function compensateSaga(
  tx: Tx,
  registry: SagaRegistry,
  { saga, failure, reason, data }: { saga: Saga; failure: string; reason: string; data: Partial<SagaData> },
): Promise<void> {
  const position = startCompensation(definitionOf(registry, saga), saga);
  await advanceSagas(tx, [
    {
      id: saga.id,
      state: position.state,
      step: position.step,
      attempts: 0,
      wakeInMs: STEP_TIMEOUT_MS,
      failure,
      lastError: null,
      data,
      journal: {
        step: saga.step,
        direction: "do",
        attempt: saga.attempts + 1,
        outcome: "refused",
        startedAt: null,
        error: reason,
        payload: null,
      },
    },
  ]);
  if (!position.next) return;
  await appendToOutbox(tx, [
    {
      name: position.next.command,
      key: saga.orderId,
      payload: { orderId: saga.orderId, sagaId: saga.id, version: 1 },
      traceparent: saga.traceparent,
    },
  ]);
}
