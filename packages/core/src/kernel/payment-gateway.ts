import type { Currency } from "@cartwright/contracts/money";
import type { ErrorReason } from "@cartwright/contracts/error-codes";

/** The port to a payment provider. Adapters: `payments/sandbox-gateway.ts`, `payments/stripe-gateway.ts`. */
export interface ChargeRequest {
  /** The same for every attempt at one payment, so that the provider charges at most once. */
  readonly idempotencyKey: string;
  readonly orderNumber: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly token: string;
}

/** What a provider says of a charge. `pending` is "accepted, not decided": a webhook or a later look-up decides. */
export type ChargeOutcome =
  | {
      readonly kind: "captured";
      readonly providerRef: string;
      /** 0 where the provider has not said it yet. */
      readonly feeMinor: number;
      /** What the provider took and what of it went back, where it says so; for the reconciliation. */
      readonly amounts?: { readonly takenMinor: number; readonly refundedMinor: number };
    }
  | {
      readonly kind: "declined";
      readonly providerRef: string | null;
      readonly reason: Extract<ErrorReason, "payment_declined" | "payment_insufficient_funds" | "payment_expired">;
    }
  | {
      readonly kind: "requires_action";
      readonly providerRef: string;
      readonly actionUrl: string;
      readonly expiresAt: string | null;
    }
  | { readonly kind: "pending"; readonly providerRef: string | null }
  | {
      readonly kind: "voided";
      /** Null when the provider never saw the charge, so that there is nothing left that could be captured. */
      readonly providerRef: string | null;
    };

/** A verified webhook, in the shop's words. `outcome` is null for events that change nothing here. */
export interface GatewayEvent {
  readonly eventId: string;
  readonly type: string;
  readonly providerRef: string | null;
  readonly orderNumber: string | null;
  readonly outcome: ChargeOutcome | null;
  /** The event as received, without anything personal, for the record. */
  readonly payload: Record<string, unknown>;
}

export interface PaymentGateway {
  readonly name: "sandbox" | "stripe";
  /** Throws `payment_timeout` when there was no answer (the charge may exist) and `payment_unavailable` when it was refused service. */
  charge(request: ChargeRequest): Promise<ChargeOutcome>;
  /** Looks up what became of a charge whose answer was lost. Null when the provider never saw it. */
  find(request: {
    readonly idempotencyKey: string;
    readonly orderNumber: string;
    readonly providerRef: string | null;
  }): Promise<ChargeOutcome | null>;
  /** Gives back money of a captured charge. Idempotent by key. */
  refund(request: {
    readonly idempotencyKey: string;
    readonly providerRef: string;
    readonly amountMinor: number;
    readonly currency: Currency;
  }): Promise<{ readonly providerRef: string }>;
  /** Ends a charge that was not captured, so that it cannot be captured any more. Answers what it is then (it may have been captured meanwhile). */
  cancel(request: { readonly idempotencyKey: string; readonly providerRef: string }): Promise<ChargeOutcome>;
  /** Verifies and reads a webhook. Throws `signature_invalid` or `invalid_input`. */
  readWebhook(rawBody: Buffer, header: (name: string) => string | undefined): GatewayEvent;
}

export type PaymentGateways = ReadonlyMap<string, PaymentGateway>;
