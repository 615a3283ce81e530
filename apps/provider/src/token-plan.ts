import type { Charge, SandboxToken } from "@cartwright/contracts/sandbox-provider";

type Verdict = "succeeded" | "declined";

/** The sandbox's behaviour for each token. */
export interface TokenPlan {
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
  tok_approve: { status: "succeeded", respond: "now", webhook: "after" },
  tok_decline: { status: "declined", failureCode: "card_declined", respond: "now", webhook: "after" },
  tok_insufficient_funds: { status: "declined", failureCode: "insufficient_funds", respond: "now", webhook: "after" },
  tok_timeout: {
    status: "pending",
    later: { verdict: "succeeded", after: "decideMs" },
    respond: "never",
    webhook: "after",
  },
  tok_slow: {
    status: "pending",
    later: { verdict: "succeeded", after: "slowMs" },
    respond: "decided",
    webhook: "after",
  },
  tok_error_once: { status: "succeeded", respond: "now", webhook: "after", errorOnce: true },
  tok_action: { status: "requires_action", respond: "now", webhook: "after" },
  tok_duplicate_webhook: { status: "succeeded", respond: "now", webhook: "twice" },
  tok_webhook_first: { status: "succeeded", respond: "now", webhook: "before" },
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
