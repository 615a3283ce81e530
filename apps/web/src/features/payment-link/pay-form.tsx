"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import type { PaymentRequest } from "@cartwright/contracts/order-drafts";
import type { ShopConfig } from "@cartwright/contracts/shop";
import { useTranslations } from "@cartwright/messages/use-translations";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useState } from "react";
import { Outcome } from "../checkout/outcome.tsx";
import { PaymentChoice } from "../checkout/payment-choice.tsx";
import { paymentOffer } from "../checkout/payment-offer.ts";
import { QuoteTotals } from "../checkout/quote-totals.tsx";
import { useLinkPayment } from "./use-link-payment.ts";

interface PayFormProps {
  config: ShopConfig;
  request: PaymentRequest;
  linkKey: string;
  onChanged: () => void;
}

/** What a payment link asks for, and its payment. The server is told the total that was shown. */
export function PayForm({ config, request, linkKey, onChanged }: PayFormProps) {
  const t = useTranslations("paymentLink");
  const checkout = useTranslations("checkout");
  const { quote } = request;
  const [token, setToken] = useState<string>(config.sandboxTokens?.[0]?.token ?? "");
  const [sentTotalMinor, setSentTotalMinor] = useState<number | null>(null);
  const payment = useLinkPayment(linkKey, onChanged);
  const money = (minor: number) => formatMoney(minor, quote.currency);
  const canPay = paymentOffer(config) === "test_cards";
  return (
    <div className="page grid gap-y-8 pt-8 lg:grid-cols-[1fr_24rem] lg:grid-rows-[auto_1fr] lg:gap-x-16 lg:pt-12">
      <div className="grid gap-3">
        <h1 className="text-3xl">{t("title")}</h1>
        <p className="break-words text-ink-soft">{t("receipt", { email: request.email })}</p>
      </div>
      <aside
        aria-label={t("items")}
        className="grid content-start gap-6 self-start rounded-lg bg-sunk p-6 lg:col-start-2 lg:row-span-2 lg:row-start-1"
      >
        <ul className="grid gap-3 text-sm">
          {quote.lines.map(({ variantId, title, variantTitle, quantity, totalMinor }) => (
            <li key={variantId} className="flex justify-between gap-4">
              <span className="grid min-w-0">
                <span className="font-medium break-words">{t("line", { quantity, title })}</span>
                {isOnlyVariant(variantTitle) ? null : <span className="text-muted">{variantTitle}</span>}
              </span>
              <span className="figures">{money(totalMinor)}</span>
            </li>
          ))}
        </ul>
        <QuoteTotals quote={quote} />
        {request.shippingAddressLines.length === 0 ? null : (
          <address className="border-t border-line pt-5 text-sm whitespace-pre-line not-italic">
            {request.shippingAddressLines.join("\n")}
          </address>
        )}
      </aside>
      <form
        noValidate
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          setSentTotalMinor(quote.totalMinor);
          void payment.pay(request, token);
        }}
        className="grid content-start gap-6 lg:col-start-1"
      >
        <h2 className="text-lg">{t("payment")}</h2>
        <PaymentChoice config={config} chosen={token} onChoose={setToken} />
        {canPay ? (
          <SubmitButton size="lg" busy={payment.busy} disabled={token === ""}>
            {t("pay", { total: money(quote.totalMinor) })}
          </SubmitButton>
        ) : null}
        <Outcome
          failure={payment.failure}
          error={payment.error}
          quote={quote}
          sentTotalMinor={sentTotalMinor}
          missingRegion={undefined}
        >
          {canPay ? t(payment.busy ? "paying" : "notHeld") : null}
        </Outcome>
        {canPay ? (
          <p className="text-center text-sm text-muted">
            {checkout.rich("agree", {
              terms: <Link href="/terms" prefetch={false} className="link" />,
              privacy: <Link href="/privacy" prefetch={false} className="link" />,
              returns: <Link href="/returns" prefetch={false} className="link" />,
            })}
          </p>
        ) : null}
      </form>
    </div>
  );
}
