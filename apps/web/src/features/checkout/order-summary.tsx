"use client";

import type { Cart } from "@cartwright/contracts/cart";
import type { Quote } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { LiveRegion } from "@cartwright/ui/live-region";
import { ChevronDown } from "lucide-react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { BackorderNote } from "../catalog/backorder-note.tsx";
import { Picture } from "../catalog/picture.tsx";
import { AppliedPromotions } from "./applied-promotions.tsx";
import { TaxNote, useTaxName } from "./tax-note.tsx";
import { TotalsList } from "./totals-list.tsx";

interface OrderSummaryProps {
  cart: Cart;
  /** Undefined until the first quote has loaded. */
  quote: Quote | undefined;
  busy: boolean;
}

/** The lines and the totals, as the server calculated them. Small screens fold them, with the total beside the heading. */
export function OrderSummary({ cart, quote, busy }: OrderSummaryProps) {
  const t = useTranslations("totals");
  const checkout = useTranslations("checkout");
  const total = quote ? formatMoney(quote.totalMinor, cart.currency) : "–";
  const count = cart.lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <aside aria-label={checkout("yourOrder")} className="rounded-lg bg-sunk lg:sticky lg:top-8 lg:self-start">
      <h2 className="sr-only">{checkout("yourOrder")}</h2>
      {/* Wide windows show it unfolded, whatever its state (styles.css). */}
      <details className="group unfold-wide">
        <summary className="flex min-h-14 list-none items-center justify-between gap-4 rounded-lg px-5 lg:px-6 [&::-webkit-details-marker]:hidden">
          <span className="flex items-center gap-2 text-sm">
            {checkout("yourOrder")}
            <span className="text-muted">{checkout("items", { count })}</span>
            <ChevronDown aria-hidden="true" className="size-4 transition-transform group-open:rotate-180 lg:hidden" />
          </span>
          <span className="figures text-lg">{total}</span>
        </summary>
        <div className="px-5 pt-2 pb-5 lg:p-6">
          <Contents cart={cart} quote={quote} busy={busy} />
        </div>
      </details>
      <LiveRegion>{quote && !busy ? t("totalNow", { amount: total }) : ""}</LiveRegion>
    </aside>
  );
}

function Contents({ cart, quote, busy }: OrderSummaryProps) {
  const money = (minor: number) => formatMoney(minor, cart.currency);
  return (
    <>
      <ul className="grid gap-4">
        {cart.lines.map((line) => (
          <li key={line.variantId} className="grid grid-cols-[3.5rem_1fr_auto] items-center gap-4 text-sm">
            <Picture image={line.image} title={line.title} sizes="3.5rem" className="rounded-md" />
            <span className="grid">
              <span className="font-medium">{line.title}</span>
              <span className="text-muted">
                {isOnlyVariant(line.variantTitle) ? null : `${line.variantTitle} · `}
                {line.quantity} ×
              </span>
              <BackorderNote backorder={line.backorder} quantity={line.quantity} />
            </span>
            <span className="figures">
              {money(quote?.lines.find(({ variantId }) => variantId === line.variantId)?.totalMinor ?? line.totalMinor)}
            </span>
          </li>
        ))}
      </ul>
      {quote && quote.promotions.length > 0 ? (
        <div className="mt-6 border-t border-line pt-5">
          <AppliedPromotions quote={quote} />
        </div>
      ) : null}
      <Totals quote={quote} busy={busy} subtotal={money(cart.subtotalMinor)} money={money} />
      {quote ? (
        <div className="pt-4 text-sm text-muted">
          <TaxNote quote={quote} />
        </div>
      ) : null}
    </>
  );
}

interface TotalsProps {
  quote: Quote | undefined;
  busy: boolean;
  subtotal: string;
  money: (minor: number) => string;
}

function Totals({ quote, busy, subtotal, money }: TotalsProps) {
  const t = useTranslations("totals");
  const taxName = useTaxName();
  const shipping = !quote
    ? "–"
    : quote.shippingMethodId === null
      ? "–"
      : quote.shippingMinor === 0
        ? t("free")
        : money(quote.shippingMinor);
  const paid =
    quote && quote.giftCardMinor > 0
      ? [
          { name: t("giftCards"), value: `−${money(quote.giftCardMinor)}` },
          { name: t("due"), value: money(quote.dueMinor) },
        ]
      : [];
  const rows = [
    { name: t("subtotal"), value: quote ? money(quote.subtotalMinor) : subtotal },
    ...(quote && quote.discountMinor > 0 ? [{ name: t("discount"), value: `−${money(quote.discountMinor)}` }] : []),
    ...(quote?.requiresShipping === false ? [] : [{ name: t("shipping"), value: shipping }]),
    ...(quote && !quote.taxIncluded ? [{ name: taxName(quote), value: money(quote.taxMinor) }] : []),
  ];
  return (
    <TotalsList
      rows={rows}
      total={quote ? money(quote.totalMinor) : "–"}
      includedTax={quote?.taxIncluded ? money(quote.taxMinor) : null}
      paid={paid}
      className="mt-6"
      busy={busy}
    />
  );
}
