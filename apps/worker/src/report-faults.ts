import { SAGA_COMMANDS } from "@cartwright/contracts/messages";
import type { SettledAttempt } from "@cartwright/core/saga/engine/settle-attempts";
import { reportError } from "@cartwright/observability/report-error";
import { traceIdOf } from "@cartwright/observability/spans";
import type { DeadDelivery } from "@cartwright/queue/worker";

/** Every saga command has the same payload. */
const Command = SAGA_COMMANDS["order.confirm"];

/** An error that a person must look at, with a name that groups its reports. */
class Fault extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** Reports a dead letter. */
export function reportDeadLetter(dead: Omit<DeadDelivery, "queue">, reason: string): void {
  const command = Command.safeParse(dead.payload).data;
  reportError(new Fault("DeadLetter", `${dead.name} was given up`, { cause: dead.error }), {
    reason,
    route: `job:${dead.name}`,
    messageId: dead.messageId,
    orderId: command?.orderId,
    sagaId: command?.sagaId,
    traceId: traceIdOf(dead.traceparent),
  });
}

/** Reports a saga that became stuck, or whose undo has been failing for long. */
export function reportStuck({ locked: { saga }, progress, alarm }: SettledAttempt): void {
  const isStuck = progress.state === "stuck" && saga.state !== "stuck";
  if (!isStuck && !alarm) return;
  const fault = isStuck
    ? new Fault("SagaStuck", `${saga.kind} is stuck at ${saga.step}`)
    : new Fault("UndoFailing", `${saga.kind} cannot undo ${saga.step}`);
  reportError(fault, {
    reason: progress.failure ?? undefined,
    route: `saga:${saga.kind}`,
    orderId: saga.orderId,
    sagaId: saga.id,
    traceId: traceIdOf(saga.traceparent),
  });
}
