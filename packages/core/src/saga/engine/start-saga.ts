import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { newId } from "../../kernel/ids.ts";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { STEP_TIMEOUT_MS } from "./decide-progress.ts";
import type { SagaDefinition } from "./definition.ts";
import type { SagaData } from "./saga-data.ts";
import { insertSaga } from "./sagas.sql.ts";

export interface SagaStart {
  readonly orderId: OrderId;
  readonly data: SagaData;
  readonly traceparent: string | null;
}

/**
 * Starts a saga in the caller's transaction: inserts it and sends the command of its first step. A first step without a
 * `do` was done by the caller and is journalled as done. Call `deps.nudgeRelay()` after the commit.
 */
export async function startSaga(tx: Tx, definition: SagaDefinition, start: SagaStart): Promise<void> {
  const { orderId, data, traceparent } = start;
  const [first, second] = definition.steps;
  const step = first?.do ? first : second;
  if (!first || !step?.do) throw new Error(`${definition.kind} v${definition.version} has no step to start with`);
  const sagaId = newId<SagaId>();
  await insertSaga(tx, {
    id: sagaId,
    orderId,
    kind: definition.kind,
    version: definition.version,
    step: step.name,
    done: step === first ? null : first.name,
    data,
    traceparent,
    wakeInMs: STEP_TIMEOUT_MS,
  });
  await appendToOutbox(
    tx,
    [{ name: step.do.command, key: orderId, payload: { orderId, sagaId, version: 1 } }],
    traceparent,
  );
}
