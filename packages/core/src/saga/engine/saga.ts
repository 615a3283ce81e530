import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { SagaData } from "./saga-data.ts";

/**
 * The states of a saga. `running` goes forward, `compensating` undoes in reverse; `completed` and `compensated` are the two
 * ends. A saga is `stuck` when an undo failed for good, or when neither advancing nor compensating was possible. The sweeper
 * retries it, then a person decides. It remembers in `resumeAs` which direction it was going.
 */
export type SagaState = "running" | "compensating" | "completed" | "compensated" | "stuck";

export interface Saga {
  readonly id: SagaId;
  readonly orderId: OrderId;
  readonly kind: "checkout" | "cancellation" | "refund";
  readonly version: number;
  readonly state: SagaState;
  /** The step to do or undo next. */
  readonly step: string;
  /** Failed attempts at this step so far. */
  readonly attempts: number;
  /** How often the sweeper has retried it while stuck, since a person last resumed it. */
  readonly retries: number;
  /** Why it compensates. */
  readonly failure: string | null;
  readonly data: SagaData;
  readonly traceparent: string | null;
  readonly createdAt: Date;
}

/** Whether the engine will run it without help. */
export function isOpen(state: SagaState): boolean {
  return state === "running" || state === "compensating";
}
