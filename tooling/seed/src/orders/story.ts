import type { OrderEventType } from "@cartwright/contracts/messages";
import type { OrderSummaryStatus } from "@cartwright/contracts/order-status";

/**
 * The history of a demo order, as the engine would have recorded it. All times are milliseconds after the order was placed.
 * Amounts are left out where they follow from the order's total.
 */
export interface Story {
  readonly status: OrderSummaryStatus;
  readonly events: readonly { readonly type: OrderEventType; readonly atMs: number; readonly message: string }[];
  readonly sagas: readonly SagaStory[];
  readonly stock: readonly { readonly kind: StockStep; readonly atMs: number }[];
  readonly payment: PaymentStory | null;
  readonly settledMs: number | null;
  readonly cancelReason: string | null;
  readonly tracking: string | null;
  /** True when only one unit was packed and shipped, and the rest is still to come. */
  readonly shipsInPart: boolean;
  readonly returned: ReturnStory | null;
}

export interface ReturnStory {
  readonly reason: string;
  readonly atMs: number;
  readonly received: boolean;
  /** True when only one unit came back, or is to come back, and the shopper keeps the rest. */
  readonly inPart: boolean;
}

/** What inventory did, in the words of its movements. */
export type StockStep = "reserve" | "commit" | "release" | "expire" | "restock";

export interface SagaStory {
  readonly kind: "checkout" | "cancellation" | "refund";
  readonly state: "running" | "compensating" | "completed" | "compensated" | "stuck";
  readonly step: string;
  readonly attempts: number;
  readonly failure: string | null;
  readonly lastError: string | null;
  readonly startMs: number;
  readonly reason?: string;
  readonly journal: readonly JournalStory[];
}

export interface JournalStory {
  readonly step: string;
  readonly direction: "do" | "undo";
  readonly attempt: number;
  readonly outcome: "intent" | "done" | "refused" | "retry" | "waiting" | "failed";
  readonly fromMs: number;
  /** Null for an intent: it only says that something was about to be asked. */
  readonly toMs: number | null;
  readonly error?: string;
}

export interface PaymentStory {
  readonly state: "unknown" | "captured" | "declined" | "partially_refunded" | "refunded";
  readonly token: string;
  readonly failure: string | null;
  readonly capturedMs: number | null;
  /** Refunds as shares of the total in hundredths; not done when the provider could not be reached. */
  readonly refunds: readonly {
    readonly percent: number;
    readonly atMs: number;
    readonly done: boolean;
    readonly reason: string;
  }[];
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
