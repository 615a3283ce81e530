import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommand, SagaCommandName } from "@cartwright/contracts/messages";
import type { Tx } from "@cartwright/db/transaction";
import { lockOrders } from "../../orders/move-orders.ts";
import {
  definitionOf,
  type StepDirection,
  type LockedSaga,
  type SagaDefinition,
  type SagaRegistry,
  stepOf,
} from "./definition.ts";
import { isOpen, type Saga } from "./saga.ts";
import { lockSagas } from "./sagas.sql.ts";

/** A command as a job brings it. */
export interface ReceivedCommand {
  readonly messageId: MessageId;
  /** The trace that the command belongs to. */
  readonly traceparent: string | null;
  readonly command: SagaCommand;
}

/** A command whose saga is locked and waits for exactly this. */
export interface RunnableCommand {
  readonly messageId: MessageId;
  readonly definition: SagaDefinition;
  readonly direction: StepDirection;
  readonly locked: LockedSaga;
}

/** What the saga waits for, by its own row: the command decides nothing but the moment. */
function directionOf(
  registry: SagaRegistry,
  saga: Saga,
): { readonly definition: SagaDefinition; readonly direction: StepDirection } | null {
  if (!isOpen(saga.state)) return null;
  const definition = definitionOf(registry, saga);
  const step = stepOf(definition, saga.step);
  const direction = saga.state === "running" ? step.do : step.undo;
  return direction && { definition, direction };
}

/** Locks the sagas by id and then their orders by id. */
export async function lockSagasWithOrders(tx: Tx, sagaIds: readonly SagaId[]): Promise<Map<SagaId, LockedSaga>> {
  const sagas = await lockSagas(tx, [...new Set(sagaIds)]);
  const orders = await lockOrders(
    tx,
    sagas.map((saga) => saga.orderId),
  );
  const lockedSagas = sagas.map(({ now, ...saga }): [SagaId, LockedSaga] => {
    const order = orders.get(saga.orderId);
    if (!order) throw new Error(`saga ${saga.id} has no order`);
    return [saga.id, { saga, order, now }];
  });
  return new Map(lockedSagas);
}

/** Locks what the commands are about and finds whose command it is: of several commands for one saga the first. */
export async function selectRunnable(
  tx: Tx,
  registry: SagaRegistry,
  batch: { readonly name: SagaCommandName; readonly received: readonly ReceivedCommand[] },
): Promise<RunnableCommand[]> {
  const lockedSagas = await lockSagasWithOrders(
    tx,
    batch.received.map(({ command }) => command.sagaId),
  );
  const runnable: RunnableCommand[] = [];
  const taken = new Set<SagaId>();
  for (const { messageId, command } of batch.received) {
    const locked = lockedSagas.get(command.sagaId);
    const found = locked && directionOf(registry, locked.saga);
    if (!found || found.direction.command !== batch.name || taken.has(command.sagaId)) continue;
    taken.add(command.sagaId);
    runnable.push({ messageId, locked, ...found });
  }
  return runnable;
}
