import type { Card } from "@cartwright/contracts/card";
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

/** A provider's report on a charge. `pending` means accepted but not decided: a webhook or a later look-up decides. */
export type ChargeOutcome =
  | {
      readonly kind: "captured";
      readonly providerRef: string;
      /** 0 until the provider reports it. */
      readonly feeMinor: number;
      /** The card that paid, if it was one and the provider reports it. */
      readonly card?: Card;
      /** The amounts captured and refunded, if the provider reports them, for reconciliation. */
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
      /** Null when the provider never saw the charge, so nothing can be captured later. */
      readonly providerRef: string | null;
    };

/** What a webhook states about its charge, to be compared with our own payment. */
export interface ChargeFacts {
  readonly amountMinor: number;
  /** ISO 4217, in upper case. */
  readonly currency: string;
  /** The key that the charge was made with. Null when the event does not carry it. */
  readonly idempotencyKey: string | null;
  /** 0 until the provider reports it. */
  readonly feeMinor: number;
  readonly refundedMinor: number;
}

/** A verified webhook, translated for the shop. `outcome` is null for events that change nothing here. */
export interface GatewayEvent {
  readonly eventId: string;
  readonly type: string;
  readonly providerRef: string | null;
  readonly orderNumber: string | null;
  readonly outcome: ChargeOutcome | null;
  /** Null for events that are not about a charge. */
  readonly facts: ChargeFacts | null;
  /** The event as received, without personal data, for the record. */
  readonly payload: Record<string, unknown>;
}

export interface PaymentGateway {
  readonly name: "sandbox" | "stripe";
  /**
   * Throws `payment_timeout` without a response (the charge may exist) and `payment_unavailable` when service was refused.
   */
  charge(request: ChargeRequest): Promise<ChargeOutcome>;
  /**
   * Looks up the charge of a payment, whose response may have been lost. Null when the provider has no charge under this key
   * (nor under `providerRef`, when that is given).
   */
  find(request: {
    readonly idempotencyKey: string;
    readonly orderNumber: string;
    readonly providerRef: string | null;
  }): Promise<ChargeOutcome | null>;
  /** Refunds a captured charge. Idempotent by key. */
  refund(request: {
    readonly idempotencyKey: string;
    readonly providerRef: string;
    readonly amountMinor: number;
    readonly currency: Currency;
  }): Promise<{ readonly providerRef: string }>;
  /**
   * Cancels a charge that is not captured, so that it can no longer be captured. Returns its state then (it may have been
   * captured meanwhile).
   */
  cancel(request: { readonly idempotencyKey: string; readonly providerRef: string }): Promise<ChargeOutcome>;
  /** Verifies and reads a webhook. Throws `signature_invalid` or `invalid_input`. */
  readWebhook(rawBody: Buffer, header: (name: string) => string | undefined): GatewayEvent;
}

export type PaymentGateways = ReadonlyMap<string, PaymentGateway>;
