"use client";

import type { ShopConfig } from "@cartwright/contracts/shop";
import { RadioCard } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { paymentOffer } from "./payment-offer.ts";

/** What each play card is good for, in a sentence. */
const EXPLAINED: Readonly<Record<NonNullable<ShopConfig["sandboxTokens"]>[number]["token"], string>> = {
  tok_approve: "The everyday case: paid at once.",
  tok_action: "The bank wants you to confirm on its own page first.",
  tok_decline: "The bank says no. The order is cancelled and you get your cart back.",
  tok_insufficient_funds: "Not enough money in the account. The same happens.",
  tok_slow: "The bank is slow; watch the order wait.",
  tok_timeout: "No answer at all; the bank reports its decision later.",
  tok_error_once: "The connection fails once, and the shop tries again.",
  tok_duplicate_webhook: "The bank reports twice; you pay once.",
  tok_webhook_first: "The bank's report arrives before its answer.",
};

interface PaymentChoiceProps {
  config: ShopConfig;
  chosen: string;
  onChoose: (token: string) => void;
}

export function PaymentChoice({ config, chosen, onChoose }: PaymentChoiceProps) {
  const offer = paymentOffer(config);
  if (offer === "api_only")
    return <Notice>This shop takes payments by Stripe, through its API only: there is no card form here yet.</Notice>;
  if (offer === "none" || !config.sandboxTokens)
    return <Notice tone="warn">This shop takes no payments on this page yet. Please get in touch to order.</Notice>;
  const [first, ...others] = config.sandboxTokens;
  const card = ({ token, label }: (typeof config.sandboxTokens)[number]) => (
    <RadioCard
      key={token}
      name="paymentToken"
      value={token}
      label={label}
      description={EXPLAINED[token]}
      checked={token === chosen}
      onChange={() => onChoose(token)}
    />
  );
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Test card</legend>
      <Notice className="mb-2">
        This shop runs on play money. Choose how the test card behaves; nothing is charged.
      </Notice>
      {first ? card(first) : null}
      <details open={others.some(({ token }) => token === chosen)} className="group">
        <summary className="inline-flex min-h-11 items-center gap-2 text-sm text-muted hover:text-ink">
          <span className="group-open:hidden">Other test cards</span>
          <span className="hidden group-open:inline">Fewer test cards</span>
        </summary>
        <div className="grid gap-2 pt-2">{others.map(card)}</div>
      </details>
    </fieldset>
  );
}
