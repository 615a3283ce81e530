import { Card } from "@cartwright/contracts/card";
import { Stripe } from "stripe";
import { AppError } from "../kernel/app-error.ts";
import type { ChargeOutcome, ChargeRequest, GatewayEvent, PaymentGateway } from "../kernel/payment-gateway.ts";

export interface StripeGatewayOptions {
  readonly secretKey: string;
  /** Any of these endpoint secrets may have signed a webhook. */
  readonly webhookSecrets: readonly string[];
  /** Where a shopper returns after approving a payment: `${returnOrigin}/orders/{number}`. */
  readonly returnOrigin: string;
  /** The response time limit; 10 s by default. */
  readonly responseTimeoutMs?: number;
  /** A base URL other than Stripe's own, for tests. */
  readonly api?: { readonly host: string; readonly port: number; readonly protocol: "http" | "https" };
}

const RESPONSE_TIMEOUT_MS = 10_000;
const TOLERANCE_SECONDS = 300;
/** How many of the newest PaymentIntents are searched when the search index does not know the order yet. */
const NEWEST_MAX = 100;
const INTENT_ID = /^pi_/;
const EXPAND = ["latest_charge.balance_transaction"];

const idOf = (intent: string | { id: string } | null | undefined) =>
  typeof intent === "string" ? intent : (intent?.id ?? null);

/** Stripe reports its fee with the balance transaction, which may come after the charge; a later look-up then brings it. */
function feeOf(intent: Stripe.PaymentIntent): number {
  const charge = intent.latest_charge;
  if (charge === null || typeof charge === "string") return 0;
  const transaction = charge.balance_transaction;
  return transaction === null || typeof transaction === "string" ? 0 : transaction.fee;
}

/** The card that paid. Undefined for other ways to pay, and in a webhook, which names its charge only. */
function cardOf({ latest_charge: charge }: Stripe.PaymentIntent): { card?: Card } {
  if (charge === null || typeof charge === "string") return {};
  const { brand, last4 } = charge.payment_method_details?.card ?? {};
  const card = Card.safeParse({ brand, last4 });
  return card.success ? { card: card.data } : {};
}

const declineReason = (code: string | null | undefined) =>
  code === "insufficient_funds" ? "payment_insufficient_funds" : "payment_declined";

/**
 * Translates a PaymentIntent for the shop. The library accepts any response below 400: one without a PaymentIntent id (a
 * redirect, a proxy's page) says nothing about the charge, so it counts as no response.
 */
export function outcomeOfIntent(intent: Stripe.PaymentIntent): ChargeOutcome {
  if (!INTENT_ID.test(intent.id)) throw new AppError("payment_timeout", { cause: new Error("no PaymentIntent came") });
  const providerRef = intent.id;
  switch (intent.status) {
    case "succeeded":
      return { kind: "captured", providerRef, feeMinor: feeOf(intent), ...cardOf(intent) };
    case "canceled":
      return { kind: "voided", providerRef };
    case "requires_action": {
      const actionUrl = intent.next_action?.redirect_to_url?.url;
      return actionUrl
        ? { kind: "requires_action", providerRef, actionUrl, expiresAt: null }
        : { kind: "pending", providerRef };
    }
    case "requires_payment_method":
      return intent.last_payment_error
        ? { kind: "declined", providerRef, reason: declineReason(intent.last_payment_error.decline_code) }
        : { kind: "pending", providerRef };
    default:
      return { kind: "pending", providerRef };
  }
}

/**
 * Translates a failed call. Without a response, or after an error inside Stripe, the call may have had its effect
 * (`payment_timeout`). Too many calls, or the same key still in progress (409), can be retried (`payment_unavailable`). The
 * rest is our own error and stays as it is.
 */
function failureOf(error: unknown): unknown {
  if (error instanceof Stripe.errors.StripeConnectionError) {
    const refused = error.detail instanceof Error && "code" in error.detail && error.detail.code === "ECONNREFUSED";
    return new AppError(refused ? "payment_unavailable" : "payment_timeout", { cause: error });
  }
  if (error instanceof Stripe.errors.StripeRateLimitError) return new AppError("payment_unavailable", { cause: error });
  if (error instanceof Stripe.errors.StripeIdempotencyError)
    return new AppError("idempotency_conflict", { cause: error });
  if (error instanceof Stripe.errors.StripeAPIError)
    return new AppError(error.statusCode === 409 ? "payment_unavailable" : "payment_timeout", { cause: error });
  return error;
}

async function calling<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw failureOf(error);
  }
}

/** The PaymentIntent of an id, or null when Stripe has none. */
async function retrieve(stripe: Stripe, id: string): Promise<Stripe.PaymentIntent | null> {
  try {
    return await stripe.paymentIntents.retrieve(id, { expand: EXPAND });
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null;
    throw failureOf(error);
  }
}

/** The adapter of Stripe: one PaymentIntent per payment, created and confirmed in one call with the payment's key. */
export function createStripeGateway(options: StripeGatewayOptions): PaymentGateway {
  const stripe = new Stripe(options.secretKey, {
    timeout: options.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS,
    // The saga retries, with its own budget and journal.
    maxNetworkRetries: 0,
    telemetry: false,
    ...options.api,
  });

  return {
    name: "stripe",
    charge: (request) => charge(stripe, options, request),

    async find(request) {
      const ours = ({ metadata }: Stripe.PaymentIntent) => metadata["payment_key"] === request.idempotencyKey;
      if (request.providerRef !== null) {
        const intent = await retrieve(stripe, request.providerRef);
        return intent && ours(intent) ? outcomeOfIntent(intent) : null;
      }
      const query = `metadata["order_number"]:"${request.orderNumber}"`;
      const found = await calling(
        stripe.paymentIntents.search({ query, limit: 10, expand: EXPAND.map((path) => `data.${path}`) }),
      );
      // The search index lags by up to a minute; the list does not.
      const intent =
        found.data.find(ours) ?? (await calling(stripe.paymentIntents.list({ limit: NEWEST_MAX }))).data.find(ours);
      return intent ? outcomeOfIntent(intent) : null;
    },

    async refund(request) {
      try {
        const refund = await stripe.refunds.create(
          { payment_intent: request.providerRef, amount: request.amountMinor },
          { idempotencyKey: `${request.idempotencyKey}:refund` },
        );
        if (refund.status === "failed" || refund.status === "canceled") throw new AppError("illegal_transition");
        return { providerRef: refund.id };
      } catch (error) {
        // Nothing left to refund, or never captured.
        if (error instanceof Stripe.errors.StripeInvalidRequestError)
          throw new AppError("illegal_transition", { cause: error });
        throw failureOf(error);
      }
    },

    async cancel(request) {
      try {
        const intent = await stripe.paymentIntents.cancel(
          request.providerRef,
          { cancellation_reason: "abandoned" },
          { idempotencyKey: `${request.idempotencyKey}:cancel` },
        );
        return outcomeOfIntent(intent);
      } catch (error) {
        // It was decided meanwhile, so its state is read again.
        if (
          error instanceof Stripe.errors.StripeInvalidRequestError &&
          error.code === "payment_intent_unexpected_state"
        )
          return outcomeOfIntent(
            await calling(stripe.paymentIntents.retrieve(request.providerRef, { expand: EXPAND })),
          );
        throw failureOf(error);
      }
    },

    readWebhook: (rawBody, header) =>
      eventOf(verify(stripe, { rawBody, signature: header("stripe-signature"), secrets: options.webhookSecrets })),
  };
}

async function charge(stripe: Stripe, options: StripeGatewayOptions, request: ChargeRequest): Promise<ChargeOutcome> {
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: request.amountMinor,
        currency: request.currency.toLowerCase(),
        payment_method: request.token,
        confirm: true,
        automatic_payment_methods: { enabled: true },
        return_url: new URL(`/orders/${request.orderNumber}`, options.returnOrigin).href,
        metadata: { order_number: request.orderNumber, payment_key: request.idempotencyKey },
        expand: EXPAND,
      },
      { idempotencyKey: request.idempotencyKey },
    );
    return outcomeOfIntent(intent);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError)
      return {
        kind: "declined",
        providerRef: idOf(error.payment_intent),
        reason: declineReason(error.decline_code),
      };
    throw failureOf(error);
  }
}

function verify(
  stripe: Stripe,
  webhook: {
    readonly rawBody: Buffer;
    readonly signature: string | undefined;
    readonly secrets: readonly string[];
  },
): Stripe.Event {
  if (webhook.signature === undefined) throw new AppError("signature_invalid");
  let last: unknown;
  for (const secret of webhook.secrets) {
    try {
      return stripe.webhooks.constructEvent(webhook.rawBody, webhook.signature, secret, TOLERANCE_SECONDS);
    } catch (error) {
      last = error;
    }
  }
  const reason = last instanceof SyntaxError ? "invalid_input" : "signature_invalid";
  throw new AppError(reason, { cause: last });
}

function eventOf(event: Stripe.Event): GatewayEvent {
  switch (event.type) {
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
    case "payment_intent.requires_action":
    case "payment_intent.processing":
    case "payment_intent.canceled": {
      const intent = event.data.object;
      return {
        eventId: event.id,
        type: event.type,
        providerRef: intent.id,
        orderNumber: intent.metadata["order_number"] ?? null,
        outcome: outcomeOfIntent(intent),
        facts: {
          amountMinor: intent.amount,
          currency: intent.currency.toUpperCase(),
          idempotencyKey: intent.metadata["payment_key"] ?? null,
          feeMinor: feeOf(intent),
          // A PaymentIntent does not say how much of it was refunded.
          refundedMinor: 0,
        },
        payload: {
          created: event.created,
          intent: intent.id,
          status: intent.status,
          amount: intent.amount,
          currency: intent.currency,
        },
      };
    }
    default:
      return {
        eventId: event.id,
        type: event.type,
        providerRef: null,
        orderNumber: null,
        outcome: null,
        facts: null,
        payload: { created: event.created },
      };
  }
}
