import type { OrderId, SagaId } from "@cartwright/contracts/ids";
import type { SagaData } from "./saga-data.ts";

/**
 * The life of a saga. `running` goes forward, `compensating` undoes in reverse; `completed` and `compensated` are the two
 * ends. `stuck` waits for the sweeper or, once that has tried often enough, for a person: an undo failed for good, or both
 * going on and turning around were impossible. A stuck saga remembers in `resumeAs` which way it was going.
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
  /** How often it was tried again by itself after it got stuck, since a person last set it going. */
  readonly retries: number;
  /** The reason for turning around. */
  readonly failure: string | null;
  readonly data: SagaData;
  readonly traceparent: string | null;
  readonly createdAt: Date;
}

/** Whether the engine still has something to do for it by itself. */
export function isOpen(state: SagaState): boolean {
  return state === "running" || state === "compensating";
}
