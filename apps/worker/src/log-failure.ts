import { RESUME_ACTION } from "@cartwright/core/saga/engine/operator-actions";
import type { SettledAttempt } from "@cartwright/core/saga/engine/settle-attempts";
import type { Logger } from "@cartwright/observability/logger";

const WATCH =
  "Nothing yet: it is retried by itself. If the provider reports no trouble, look at the charge in its dashboard.";

/** Logs what an operator must know of a failed attempt, with the order's number and what to do. */
export function logFailure(logger: Logger, { locked, definition, progress, result, alarm }: SettledAttempt): void {
  const { saga, order } = locked;
  const facts = {
    orderNumber: order.number,
    orderId: order.id,
    sagaId: saga.id,
    kind: saga.kind,
    step: saga.step,
    attempt: progress.journal.attempt,
    reason: progress.failure ?? undefined,
    error: progress.lastError ?? undefined,
  };
  if (progress.state === "stuck" && saga.state !== "stuck") {
    logger.error({ ...facts, action: RESUME_ACTION }, "a saga is stuck");
    return;
  }
  if (result.kind !== "retry") return;
  if (alarm)
    logger.error(
      { ...facts, since: saga.data.failingSince, action: RESUME_ACTION },
      "an undo has been failing for long",
    );
  const command = definition.steps.find(({ name }) => name === saga.step);
  const direction = saga.state === "compensating" ? command?.undo : command?.do;
  if (direction?.command === "payment.refund") {
    logger.warn({ ...facts, retryInMs: progress.next?.delayMs, action: WATCH }, "a refund failed and is retried");
  }
}
