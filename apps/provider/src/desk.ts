import type { Store } from "./store.ts";
import type { Delays } from "./token-plan.ts";

/** What every act of the provider needs. */
export interface Desk {
  readonly store: Store;
  readonly delays: Delays;
  /** Where browsers reach this provider; known once it listens. */
  readonly publicUrl: () => string;
  /** A webhook is due at this time (epoch milliseconds). */
  readonly onDelivery: (dueMs: number) => void;
  /** A charge is to be decided at this time. */
  readonly onDecision: (dueMs: number) => void;
  /** A charge that was open is open no more. */
  readonly onDecided: (chargeId: string) => void;
}
