import type { Card } from "@cartwright/contracts/card";
import type { Charge, SandboxToken } from "@cartwright/contracts/sandbox-provider";

type Verdict = "succeeded" | "declined";

/** The sandbox's behaviour for each token. */
export interface TokenPlan {
  /** The token's card, with the last digits of one of Stripe's test cards. */
  readonly card: Card;
  /** The charge's state when it is created. */
  readonly status: "succeeded" | "declined" | "requires_action" | "pending";
  readonly failureCode?: Exclude<Charge["failureCode"], null>;
  /** For a pending charge: the later decision, and its delay. */
  readonly later?: { readonly verdict: Verdict; readonly after: "decideMs" | "slowMs" };
  /**
   * When the call responds. `now`: when the charge is in its first state. `never`: the client waits until it gives up.
   * `decided`: after the decision.
   */
  readonly respond: "now" | "never" | "decided";
  /**
   * When the webhook is delivered. `after`: some time after the response. `before`: before the response. `twice`: the same
   * event two times.
   */
  readonly webhook: "after" | "before" | "twice";
  /** The first call with each key fails with 500, and no charge is created. */
  readonly errorOnce?: true;
}

export const TOKEN_PLANS: Readonly<Record<SandboxToken, TokenPlan>> = {
  tok_approve: { card: { brand: "visa", last4: "4242" }, status: "succeeded", respond: "now", webhook: "after" },
  tok_decline: {
    card: { brand: "visa", last4: "0002" },
    status: "declined",
    failureCode: "card_declined",
    respond: "now",
    webhook: "after",
  },
  tok_insufficient_funds: {
    card: { brand: "visa", last4: "9995" },
    status: "declined",
    failureCode: "insufficient_funds",
    respond: "now",
    webhook: "after",
  },
  tok_timeout: {
    card: { brand: "visa", last4: "5556" },
    status: "pending",
    later: { verdict: "succeeded", after: "decideMs" },
    respond: "never",
    webhook: "after",
  },
  tok_slow: {
    card: { brand: "mastercard", last4: "8210" },
    status: "pending",
    later: { verdict: "succeeded", after: "slowMs" },
    respond: "decided",
    webhook: "after",
  },
  tok_error_once: {
    card: { brand: "visa", last4: "0341" },
    status: "succeeded",
    respond: "now",
    webhook: "after",
    errorOnce: true,
  },
  tok_action: { card: { brand: "visa", last4: "3155" }, status: "requires_action", respond: "now", webhook: "after" },
  tok_duplicate_webhook: {
    card: { brand: "mastercard", last4: "4444" },
    status: "succeeded",
    respond: "now",
    webhook: "twice",
  },
  tok_webhook_first: { card: { brand: "amex", last4: "8431" }, status: "succeeded", respond: "now", webhook: "before" },
};

/** Delays, in milliseconds. */
export interface Delays {
  /** From the response to the webhook. */
  readonly webhookMs: number;
  /** Until `tok_timeout` is decided. */
  readonly decideMs: number;
  /** Until `tok_slow` is decided and the call responds. */
  readonly slowMs: number;
  /** How long an approval may take. */
  readonly actionExpiryMs: number;
  /** The wait before a webhook's second delivery; it doubles from there. */
  readonly retryBaseMs: number;
}

export const DELAYS: Delays = {
  webhookMs: 1_000,
  decideMs: 3_000,
  slowMs: 5_000,
  actionExpiryMs: 10 * 60_000,
  retryBaseMs: 1_000,
};
