import {
  Charge,
  ChargeList,
  type CreateCharge,
  RefundResponse,
  ProviderError,
  SandboxWebhook,
  WEBHOOK_SIGNATURE_HEADER,
} from "@cartwright/contracts/sandbox-provider";
import type { z } from "zod";
import { AppError } from "../kernel/app-error.ts";
import type { ChargeOutcome, GatewayEvent, PaymentGateway } from "../kernel/payment-gateway.ts";
import { createProviderClient, type ProviderResponse } from "./provider-http.ts";
import { verifySignature } from "./webhook-signature.ts";

export interface SandboxGatewayOptions {
  /** The provider's URL. */
  readonly url: string;
  /** Any of these secrets may have signed a webhook. */
  readonly webhookSecrets: readonly string[];
  /** The URL of this shop's `/api/webhooks/sandbox`, as the provider reaches it. */
  readonly webhookUrl: string;
  /** Where a shopper returns after approving a payment: `${returnOrigin}/orders/{number}`. */
  readonly returnOrigin: string;
  /** The response time limit; 2,500 ms by default. After that only a webhook or a look-up decides. */
  readonly responseTimeoutMs?: number;
}

const RESPONSE_TIMEOUT_MS = 2_500;
const SOCKETS_MAX = 64;

/** Translates a charge of the sandbox provider for the shop. */
export function outcomeOf(charge: Charge): ChargeOutcome {
  const providerRef = charge.id;
  switch (charge.status) {
    case "succeeded":
    case "refunded":
    case "partially_refunded":
      return {
        kind: "captured",
        providerRef,
        feeMinor: charge.feeMinor,
        ...(charge.card && { card: charge.card }),
        amounts: { takenMinor: charge.amountMinor, refundedMinor: charge.refundedMinor },
      };
    case "declined":
      return { kind: "declined", providerRef, reason: reasonOf(charge.failureCode) };
    case "requires_action":
      if (charge.actionUrl === null) throw new Error("the provider names no page to approve on");
      return { kind: "requires_action", providerRef, actionUrl: charge.actionUrl, expiresAt: charge.actionExpiresAt };
    case "pending":
      return { kind: "pending", providerRef };
    case "voided":
      return { kind: "voided", providerRef };
  }
}

function reasonOf(failureCode: Charge["failureCode"]) {
  if (failureCode === "insufficient_funds") return "payment_insufficient_funds";
  return failureCode === "action_expired" ? "payment_expired" : "payment_declined";
}

/**
 * The body of a successful response. Otherwise throws by what the refusal means: busy or broken can be retried, the rest
 * cannot.
 */
function read<T>(response: ProviderResponse, schema: z.ZodType<T>): T {
  if (response.status === 200) return schema.parse(response.body);
  const refusal = ProviderError.safeParse(response.body);
  const error = new Error(`sandbox provider returned ${response.status} ${refusal.data?.error ?? ""}`);
  if (response.status >= 500 || response.status === 429) throw new AppError("payment_unavailable", { cause: error });
  if (response.status === 404) throw new AppError("not_found", { cause: error });
  if (refusal.data?.error === "idempotency_conflict") throw new AppError("idempotency_conflict", { cause: error });
  if (response.status === 409) throw new AppError("illegal_transition", { cause: error });
  throw error;
}

const isUnknownToken = (response: ProviderResponse) =>
  response.status === 400 && ProviderError.safeParse(response.body).data?.error === "unknown_token";

/** The adapter of the sandbox provider. Its HTTP contract is in contracts/sandbox-provider. */
export function createSandboxGateway(options: SandboxGatewayOptions): PaymentGateway {
  const call = createProviderClient({
    baseUrl: options.url,
    responseTimeoutMs: options.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS,
    socketsMax: SOCKETS_MAX,
  });

  return {
    name: "sandbox",
    async charge(request) {
      const body: CreateCharge = {
        orderNumber: request.orderNumber,
        amountMinor: request.amountMinor,
        currency: request.currency,
        token: request.token,
        webhookUrl: options.webhookUrl,
        returnUrl: new URL(`/orders/${request.orderNumber}`, options.returnOrigin).href,
      };
      const response = await call({
        method: "POST",
        path: "/charges",
        body,
        idempotencyKey: request.idempotencyKey,
      });
      if (isUnknownToken(response)) return { kind: "declined", providerRef: null, reason: "payment_declined" };
      return outcomeOf(read(response, Charge));
    },

    async find(request) {
      const path = `/charges?orderNumber=${encodeURIComponent(request.orderNumber)}`;
      const { charges } = read(await call({ method: "GET", path }), ChargeList);
      const charge = charges.find(({ idempotencyKey }) => idempotencyKey === request.idempotencyKey);
      return charge ? outcomeOf(charge) : null;
    },

    async refund(request) {
      const response = await call({
        method: "POST",
        path: `/charges/${encodeURIComponent(request.providerRef)}/refunds`,
        body: { amountMinor: request.amountMinor },
        idempotencyKey: request.idempotencyKey,
      });
      return { providerRef: read(response, RefundResponse).refund.id };
    },

    async cancel(request) {
      const response = await call({
        method: "POST",
        path: `/charges/${encodeURIComponent(request.providerRef)}/void`,
        body: {},
        idempotencyKey: request.idempotencyKey,
      });
      return outcomeOf(read(response, Charge));
    },

    readWebhook(rawBody, header) {
      verifySignature(rawBody, header(WEBHOOK_SIGNATURE_HEADER), { secrets: options.webhookSecrets });
      return eventOf(rawBody);
    },
  };
}

function eventOf(rawBody: Buffer): GatewayEvent {
  let json: unknown;
  try {
    json = JSON.parse(rawBody.toString("utf8"));
  } catch (error) {
    throw new AppError("invalid_input", { cause: error });
  }
  const parsed = SandboxWebhook.safeParse(json);
  if (!parsed.success) throw new AppError("invalid_input", { cause: parsed.error });
  const { id, type, createdAt, charge } = parsed.data;
  return {
    eventId: id,
    type,
    providerRef: charge.id,
    orderNumber: charge.orderNumber,
    // A refund is recorded by the response to the call that requested it.
    outcome: type === "charge.refunded" ? null : outcomeOf(charge),
    facts: {
      amountMinor: charge.amountMinor,
      currency: charge.currency,
      idempotencyKey: charge.idempotencyKey,
      feeMinor: charge.feeMinor,
      refundedMinor: charge.refundedMinor,
    },
    payload: {
      createdAt,
      charge: charge.id,
      orderNumber: charge.orderNumber,
      status: charge.status,
      amountMinor: charge.amountMinor,
      refundedMinor: charge.refundedMinor,
      currency: charge.currency,
    },
  };
}
