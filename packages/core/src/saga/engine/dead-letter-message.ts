import { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { lockOrders, moveOrders } from "../../orders/move-orders.ts";
import { definitionOf, type SagaRegistry, stepOf } from "./definition.ts";
import { insertDeadLetter, type NewDeadLetter } from "../../outbox/dead-letters.sql.ts";
import { isOpen } from "./saga.ts";
import { advanceSagas, lockSagas } from "./sagas.sql.ts";

/** A message that nobody could handle. */
export type DeadMessage = Omit<NewDeadLetter, "id" | "orderId" | "sagaId">;

/** What a payload says of its saga, if it is well enough formed to say it. */
function idsOf(payload: unknown): { readonly orderId: OrderId | null; readonly sagaId: SagaId | null } {
  const fields: Record<string, unknown> =
    typeof payload === "object" && payload !== null ? Object.fromEntries(Object.entries(payload)) : {};
  return {
    orderId: OrderId.safeParse(fields["orderId"]).data ?? null,
    sagaId: SagaId.safeParse(fields["sagaId"]).data ?? null,
  };
}

/**
 * Keeps a message that was given up, with its error, for a person to decide about. Its saga is stuck from then on, and says
 * so, unless it has moved on without this message. Once per message: outcomes
 * whether this was the first time. The sweeper tries stuck sagas again after a rest.
 */
export async function deadLetterMessage(deps: Deps, registry: SagaRegistry, message: DeadMessage): Promise<boolean> {
  const ids = idsOf(message.payload);
  const isNew = await inTransaction(deps.db, async (tx) => {
    if (message.cause !== "poison" && ids.sagaId) await markStuck(tx, registry, { ...message, sagaId: ids.sagaId });
    return insertDeadLetter(tx, { id: newId(), ...message, ...ids });
  });
  deps.nudgeRelay();
  deps.logger.error({ ...ids, messageId: message.messageId, name: message.name, cause: message.cause }, "dead letter");
  return isNew;
}

async function markStuck(
  tx: Tx,
  registry: SagaRegistry,
  message: DeadMessage & { readonly sagaId: SagaId },
): Promise<void> {
  const [saga] = await lockSagas(tx, [message.sagaId]);
  if (!saga || !isOpen(saga.state)) return;
  const step = stepOf(definitionOf(registry, saga), saga.step);
  const direction = saga.state === "running" ? step.do : step.undo;
  if (direction?.command !== message.name) return;
  const order = (await lockOrders(tx, [saga.orderId])).get(saga.orderId);
  if (order) {
    const text = "Our team needs to take a look at this. We will sort it out; you do not need to do anything.";
    await moveOrders(tx, [
      { orderId: order.id, from: order.status, to: null, events: [{ type: "saga.stuck", message: text }] },
    ]);
  }
  await advanceSagas(tx, [
    {
      id: saga.id,
      state: "stuck",
      step: saga.step,
      attempts: saga.attempts,
      wakeInMs: 0,
      failure: saga.failure ?? message.cause,
      lastError: message.error,
      data: { resumeAs: saga.state === "compensating" ? "compensating" : "running" },
      journal: {
        step: saga.step,
        direction: saga.state === "compensating" ? "undo" : "do",
        attempt: saga.attempts + 1,
        outcome: "failed",
        startedAt: null,
        error: message.error,
        payload: null,
      },
    },
  ]);
}
