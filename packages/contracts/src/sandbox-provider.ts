import { z } from "zod";
import { Card } from "./card.ts";
import { AmountMinor, Currency } from "./money.ts";

/**
 * The HTTP contract of the sandbox payment provider, shared by the provider and its adapter. Every POST carries
 * `idempotency-key`; the same key and body give the same response, another body is refused (409). `authorization: Bearer
 * {SANDBOX_WEBHOOK_SECRET}` is not used: the API listens on loopback only and holds no real money.
 */
export const SANDBOX_TOKENS = [
  "tok_approve",
  "tok_decline",
  "tok_insufficient_funds",
  "tok_timeout",
  "tok_slow",
  "tok_error_once",
  "tok_action",
  "tok_duplicate_webhook",
  "tok_webhook_first",
] as const;
export const SandboxToken = z.enum(SANDBOX_TOKENS);
export type SandboxToken = z.infer<typeof SandboxToken>;

export const ChargeStatus = z.enum([
  "succeeded",
  "declined",
  "requires_action",
  "pending",
  "voided",
  "refunded",
  "partially_refunded",
]);
export type ChargeStatus = z.infer<typeof ChargeStatus>;

/** `POST /charges` */
export const CreateCharge = z.strictObject({
  orderNumber: z.string().max(40),
  amountMinor: AmountMinor.min(1),
  currency: Currency,
  token: z.string().max(200),
  /** Where the provider sends its webhooks about this charge. */
  webhookUrl: z.url(),
  /** Where the shopper goes after approving on the provider's page. */
  returnUrl: z.url(),
});
export type CreateCharge = z.infer<typeof CreateCharge>;

const ProviderRefund = z.strictObject({ id: z.string(), amountMinor: AmountMinor, createdAt: z.iso.datetime() });

/**
 * Response of `POST /charges`, `POST /charges/{id}/void`, `GET /charges/{id}`, and each item of `GET /charges?orderNumber=`
 * (`{charges: [...]}`).
 */
export const Charge = z.strictObject({
  id: z.string(),
  orderNumber: z.string(),
  amountMinor: AmountMinor,
  refundedMinor: AmountMinor,
  /** The provider's fee for a charge that succeeded. */
  feeMinor: AmountMinor,
  currency: Currency,
  status: ChargeStatus,
  failureCode: z.enum(["card_declined", "insufficient_funds", "action_rejected", "action_expired"]).nullable(),
  /** The token's card. Earlier releases of the provider do not report it. */
  card: Card.optional(),
  actionUrl: z.url().nullable(),
  /** When a missing approval counts as refused. */
  actionExpiresAt: z.iso.datetime().nullable(),
  idempotencyKey: z.string(),
  createdAt: z.iso.datetime(),
  refunds: z.array(ProviderRefund),
});
export type Charge = z.infer<typeof Charge>;

/** Response of `GET /charges?orderNumber=`, oldest first. */
export const ChargeList = z.strictObject({ charges: z.array(Charge) });

/** `POST /charges/{id}/refunds` (a charge that never succeeded is voided by `POST /charges/{id}/void`). */
export const CreateRefund = z.strictObject({ amountMinor: AmountMinor.min(1) });
/** Response of `POST /charges/{id}/refunds`. */
export const RefundResponse = z.strictObject({ refund: ProviderRefund, charge: Charge });

/** The body of a webhook. The same event may arrive twice, late, or before the response to the call that caused it. */
export const SandboxWebhook = z.strictObject({
  id: z.string().max(100),
  type: z.enum(["charge.succeeded", "charge.declined", "charge.requires_action", "charge.voided", "charge.refunded"]),
  createdAt: z.iso.datetime(),
  charge: Charge,
});
export type SandboxWebhook = z.infer<typeof SandboxWebhook>;

/**
 * `cartwright-signature: t=<unix seconds>,v1=<hex hmac-sha256 of "<t>.<raw body>">`. There may be several v1 while a secret
 * is rotated. Anything older than this many seconds is refused.
 */
export const WEBHOOK_TOLERANCE_SECONDS = 300;
export const WEBHOOK_SIGNATURE_HEADER = "cartwright-signature";

export const ProviderError = z.strictObject({ error: z.string(), message: z.string() });
