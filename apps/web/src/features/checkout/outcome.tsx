"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { Quote } from "@cartwright/contracts/checkout";
import type { CheckoutFailure } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { type ReactNode, useEffect, useRef } from "react";
import { fieldsOf, reasonOf } from "../../trpc/failure.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

interface RefusalProps {
  error: unknown;
  quote: Quote | undefined;
  sentTotalMinor: number | null;
  /** What to say where the total depends on a region that is not chosen yet. */
  missingRegion: string | undefined;
}

interface OutcomeProps extends RefusalProps {
  failure: CheckoutFailure | null;
  /** What stands there while there is nothing to report. */
  children: ReactNode;
}

/**
 * What came of the last attempt, below the button. The place is kept free for it: a message that arrives seconds after the click must
 * not move the payment step that it is about.
 */
export function Outcome({ failure, children, ...refusal }: OutcomeProps) {
  return (
    <div className="min-h-24 sm:min-h-18">
      {failure === null ? null : <Failure key={failure} failure={failure} />}
      {failure === null && refusal.error ? <Refusal {...refusal} /> : null}
      <output className="block text-center text-sm text-muted">
        {failure === null && !refusal.error ? children : null}
      </output>
    </div>
  );
}

/** Why the payment of the last attempt failed. It takes the focus, which brings it into view. */
function Failure({ failure }: { failure: CheckoutFailure }) {
  const t = useTranslations("checkoutFailures");
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <div ref={line} tabIndex={-1} className="rounded-md">
      <Notice tone="bad" urgent>
        {t(`text.${failure}`)} {t("notCharged")}
      </Notice>
    </div>
  );
}

/** Why the order was not placed. After a price change it names both totals, so that the shopper can decide. */
function Refusal({ error, quote, sentTotalMinor, missingRegion }: RefusalProps) {
  const t = useTranslations("checkout");
  const errorMessage = useErrorMessage();
  if (missingRegion !== undefined && fieldsOf(error)["shippingAddress.region"] !== undefined)
    return <Notice tone="neutral">{t("regionFirst", { ask: missingRegion })}</Notice>;
  const changed = reasonOf(error) === "price_changed" && quote && sentTotalMinor !== null;
  return (
    <Notice tone={changed ? "warn" : "bad"} urgent>
      {changed && quote.totalMinor !== sentTotalMinor
        ? t("totalChanged", {
            before: formatMoney(sentTotalMinor, quote.currency),
            now: formatMoney(quote.totalMinor, quote.currency),
          })
        : errorMessage(error)}
    </Notice>
  );
}
