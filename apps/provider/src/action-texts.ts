import type { Charge } from "@cartwright/contracts/sandbox-provider";

/**
 * What a person reads on the provider's page. Kept here and not in packages/messages, because the provider plays
 * another company's service and imports only the shop's contracts.
 */
export const ACTION_TEXTS = {
  brand: "Sandbox Pay",
  title: "Approve your payment",
  explain: "On a live shop, your bank asks you to confirm this payment here.",
  order: "Order",
  amount: "Amount",
  approve: "Approve",
  decline: "Decline",
  testMode: "Test mode: no money is taken.",
  back: "Back to the shop",
} as const;

interface Result {
  readonly title: string;
  readonly text: string;
}

const REFUNDED: Result = { title: "Payment approved", text: "Part or all of this payment has been refunded." };

/** The result of a payment that is decided. */
export const RESULT_TEXTS: Readonly<Record<Exclude<Charge["status"], "requires_action">, Result>> = {
  succeeded: { title: "Payment approved", text: "We've told the shop. You can return to your order." },
  declined: { title: "Payment not approved", text: "You haven't been charged. We've told the shop." },
  voided: { title: "Payment cancelled", text: "The shop cancelled this payment. You haven't been charged." },
  pending: { title: "Payment pending", text: "The bank hasn't decided yet. You can return to your order." },
  refunded: REFUNDED,
  partially_refunded: REFUNDED,
};

export const expiresIn = (minutes: number): string =>
  `This page expires in about ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
