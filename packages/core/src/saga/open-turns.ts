import type { MessageId, SagaId } from "@cartwright/contracts/ids";
import type { SagaCommand, SagaCommandName } from "@cartwright/contracts/messages";
import type { Tx } from "@cartwright/db/transaction";
import { lockOrders } from "../orders/move-orders.ts";
import { definitionOf, type Half, type Member, type SagaDefinition, type SagaRegistry, stepOf } from "./definition.ts";
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
export interface Turn {
  readonly messageId: MessageId;
  readonly definition: SagaDefinition;
  readonly half: Half;
  readonly member: Member;
}

/** What the saga waits for, by its own row: the command decides nothing but the moment. */
function halfOf(
  registry: SagaRegistry,
  saga: Saga,
): { readonly definition: SagaDefinition; readonly half: Half } | null {
  if (!isOpen(saga.state)) return null;
  const definition = definitionOf(registry, saga);
  const step = stepOf(definition, saga.step);
  const half = saga.state === "running" ? step.do : step.undo;
  return half && { definition, half };
}

/** Locks the sagas by id and then their orders by id. */
export async function lockMembers(tx: Tx, sagaIds: readonly SagaId[]): Promise<Map<SagaId, Member>> {
  const sagas = await lockSagas(tx, [...new Set(sagaIds)]);
  const orders = await lockOrders(
    tx,
    sagas.map((saga) => saga.orderId),
  );
  const members = sagas.map(({ now, ...saga }): [SagaId, Member] => {
    const order = orders.get(saga.orderId);
    if (!order) throw new Error(`saga ${saga.id} has no order`);
    return [saga.id, { saga, order, now }];
  });
  return new Map(members);
}

/** Locks what the commands are about and finds whose turn it is: of several commands for one saga the first. */
export async function openTurns(
  tx: Tx,
  registry: SagaRegistry,
  batch: { readonly name: SagaCommandName; readonly received: readonly ReceivedCommand[] },
): Promise<Turn[]> {
  const members = await lockMembers(
    tx,
    batch.received.map(({ command }) => command.sagaId),
  );
  const turns: Turn[] = [];
  const taken = new Set<SagaId>();
  for (const { messageId, command } of batch.received) {
    const member = members.get(command.sagaId);
    const found = member && halfOf(registry, member.saga);
    if (!found || found.half.command !== batch.name || taken.has(command.sagaId)) continue;
    taken.add(command.sagaId);
    turns.push({ messageId, member, ...found });
  }
  return turns;
}
