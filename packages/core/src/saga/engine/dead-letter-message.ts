import { OrderId, SagaId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { findOrderNumbers } from "../../orders/find-order-numbers.ts";
import { lockOrders, moveOrders } from "../../orders/move-orders.ts";
import { type NewDeadLetter, storeDeadLetter } from "../../outbox/store-dead-letter.ts";
import { STUCK_EVENT, STEP_TIMEOUT_MS } from "./decide-progress.ts";
import { definitionOf, directionOf, type SagaRegistry } from "./definition.ts";
import { DEAD_LETTER_ACTION, RESUME_ACTION } from "./operator-actions.ts";
import { isOpen } from "./saga.ts";
import { advanceSagas, lockSagas } from "./sagas.sql.ts";

/** A message that could not be handled. */
export type DeadMessage = Omit<NewDeadLetter, "id" | "isWhole" | "orderId" | "sagaId">;

/** The order and saga that a payload names, if it is well formed enough to name them. */
function idsOf(payload: unknown): { readonly orderId: OrderId | null; readonly sagaId: SagaId | null } {
  const fields: Record<string, unknown> =
    typeof payload === "object" && payload !== null ? Object.fromEntries(Object.entries(payload)) : {};
  return {
    orderId: OrderId.safeParse(fields["orderId"]).data ?? null,
    sagaId: SagaId.safeParse(fields["sagaId"]).data ?? null,
  };
}

/**
 * Moves a message to the dead letters with its error, for a person to decide about. Its saga becomes stuck, unless it has
 * moved on without this message; the sweeper retries stuck sagas after a rest. Once per message: returns whether this call
 * was the first.
 */
export async function deadLetterMessage(deps: Deps, registry: SagaRegistry, message: DeadMessage): Promise<boolean> {
  const ids = idsOf(message.payload);
  const { messageId, name, cause, error } = message;
  const { orderId } = ids;
  const { isNew, stuck, orderNumber } = await inTransaction(deps.db, async (tx) => {
    // Before the commit: the log line is about what is stored then, and must not be lost with a connection.
    const number = orderId ? (await findOrderNumbers(tx, [orderId])).get(orderId) : undefined;
    const blocked =
      cause !== "poison" && ids.sagaId ? await markStuck(tx, registry, { ...message, sagaId: ids.sagaId }) : null;
    return { stuck: blocked, isNew: await storeDeadLetter(tx, { ...message, ...ids }), orderNumber: number };
  });
  deps.nudgeRelay();
  const facts = { orderNumber, ...ids, messageId, name, cause };
  deps.logger.error({ ...facts, action: DEAD_LETTER_ACTION }, "dead letter");
  if (stuck) deps.logger.error({ ...facts, ...stuck, error, action: RESUME_ACTION }, "a saga is stuck");
  return isNew;
}

/** The saga that is stuck now. Null when it did not wait for this message. */
async function markStuck(
  tx: Tx,
  registry: SagaRegistry,
  message: DeadMessage & { readonly sagaId: SagaId },
): Promise<{ readonly kind: string; readonly step: string } | null> {
  const [saga] = await lockSagas(tx, [message.sagaId]);
  if (!saga || !isOpen(saga.state)) return null;
  if (directionOf(definitionOf(registry, saga), saga)?.command !== message.name) return null;
  const compensating = saga.state === "compensating";
  const order = (await lockOrders(tx, [saga.orderId])).get(saga.orderId);
  if (order) await moveOrders(tx, [{ orderId: order.id, from: order.state, events: [STUCK_EVENT] }]);
  await advanceSagas(tx, [
    {
      id: saga.id,
      state: "stuck",
      step: saga.step,
      attempts: saga.attempts,
      wakeInMs: STEP_TIMEOUT_MS,
      failure: saga.failure ?? message.cause,
      lastError: message.error,
      data: { resumeAs: compensating ? "compensating" : "running" },
      journal: {
        step: saga.step,
        direction: compensating ? "undo" : "do",
        attempt: saga.attempts + 1,
        outcome: "failed",
        startedAt: null,
        error: message.error,
        payload: null,
      },
    },
  ]);
  return { kind: saga.kind, step: saga.step };
}
