import type { Store } from "./store.ts";
import type { Delays } from "./token-plan.ts";

/** What the provider's request handlers depend on. */
export interface ProviderContext {
  readonly store: Store;
  readonly delays: Delays;
  /** The provider's URL for browsers. Known once it listens. */
  readonly publicUrl: () => string;
  /** A webhook is due at this time (epoch milliseconds). */
  readonly onDelivery: (dueMs: number) => void;
  /** A charge must be decided at this time. */
  readonly onDecision: (dueMs: number) => void;
  /** An open charge was decided. */
  readonly onDecided: (chargeId: string) => void;
}
