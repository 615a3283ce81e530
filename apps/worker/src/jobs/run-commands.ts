import type { SagaCommandName } from "@cartwright/contracts/messages";
import type { SagaCommand } from "@cartwright/contracts/messages";
import type { MessageId } from "@cartwright/contracts/ids";
import type { Delivery, FailedDelivery } from "@cartwright/queue/worker";

interface Outcome {
  readonly messageId: MessageId;
  readonly outcome: string;
  readonly reason: string | null;
}

/** A saga procedure, called as the system. */
export type StepCall = (input: {
  commands: { messageId: MessageId; traceparent: string | null; command: SagaCommand }[];
}) => Promise<readonly Outcome[]>;

/** Passes the commands of a job to their procedure, and returns those to deliver again. */
export async function runCommands(
  call: StepCall,
  deliveries: readonly Delivery<SagaCommandName>[],
): Promise<FailedDelivery[]> {
  const commands = deliveries.map(({ messageId, traceparent, payload }) => ({
    messageId,
    traceparent,
    command: payload,
  }));
  const outcomes = await call({ commands });
  return outcomes.flatMap(({ messageId, outcome, reason }): FailedDelivery[] => {
    if (outcome === "unknown") return [{ messageId, error: new Error("no such order or saga"), isFinal: true }];
    return outcome === "failed" ? [{ messageId, error: new Error(reason ?? "internal") }] : [];
  });
}
