import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommand, SagaCommandName } from "@cartwright/contracts/messages";
import type { Tx } from "@cartwright/db/transaction";
import { lockOrders } from "../../orders/move-orders.ts";
import {
  definitionOf,
  directionOf,
  type LockedSaga,
  type SagaDefinition,
  type SagaRegistry,
  type StepDirection,
} from "./definition.ts";
import { isOpen } from "./saga.ts";
import { lockSagas } from "./sagas.sql.ts";

/** A command as a job delivers it. */
export interface ReceivedCommand {
  readonly messageId: MessageId;
  /** The trace that the command belongs to. */
  readonly traceparent: string | null;
  readonly command: SagaCommand;
}

/** A command whose saga is locked and waiting for exactly this command. */
export interface RunnableCommand {
  readonly messageId: MessageId;
  readonly definition: SagaDefinition;
  readonly direction: StepDirection;
  readonly locked: LockedSaga;
}

/** Locks the sagas by ascending id and then their orders. */
export async function lockSagasWithOrders(tx: Tx, sagaIds: readonly SagaId[]): Promise<Map<SagaId, LockedSaga>> {
  const sagas = await lockSagas(tx, [...new Set(sagaIds)]);
  const orders = await lockOrders(
    tx,
    sagas.map((saga) => saga.orderId),
  );
  const entries = sagas.map(({ now, ...saga }): [SagaId, LockedSaga] => {
    const order = orders.get(saga.orderId);
    if (!order) throw new Error(`saga ${saga.id} has no order`);
    return [saga.id, { saga, order, now }];
  });
  return new Map(entries);
}

/**
 * Locks the sagas that the commands are about and keeps the commands that they are waiting for. The saga's own row decides
 * what runs; a command only says when. Of several commands for one saga the first is kept. `unknown` are those whose order or saga
 * does not exist.
 */
export async function selectRunnable(
  tx: Tx,
  registry: SagaRegistry,
  batch: { readonly name: SagaCommandName; readonly received: readonly ReceivedCommand[] },
): Promise<{ readonly runnable: readonly RunnableCommand[]; readonly unknown: ReadonlySet<MessageId> }> {
  const sagas = await lockSagasWithOrders(
    tx,
    batch.received.map(({ command }) => command.sagaId),
  );
  const runnable: RunnableCommand[] = [];
  const unknown = new Set<MessageId>();
  const taken = new Set<SagaId>();
  for (const { messageId, command } of batch.received) {
    const locked = sagas.get(command.sagaId);
    if (locked?.order.id !== command.orderId) unknown.add(messageId);
    if (!locked || unknown.has(messageId) || !isOpen(locked.saga.state) || taken.has(command.sagaId)) continue;
    const definition = definitionOf(registry, locked.saga);
    const direction = directionOf(definition, locked.saga);
    if (direction?.command !== batch.name) continue;
    taken.add(command.sagaId);
    runnable.push({ messageId, definition, direction, locked });
  }
  return { runnable, unknown };
}
