"use client";

import type { Cart } from "@cartwright/contracts/cart";
import type { CheckoutDraft, Destination, Quote } from "@cartwright/contracts/checkout";
import type { CountryName } from "@cartwright/contracts/place";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import { useState } from "react";
import { PromotionField } from "../checkout/promotion-field.tsx";
import { useQuote } from "../checkout/use-quote.ts";
import { CartCosts } from "./cart-costs.tsx";
import { CartLineRow } from "./cart-line-row.tsx";
import { blocksCheckout, problemsWithoutLine } from "./cart-problems.ts";
import { chargedPrices } from "./charged-prices.ts";
import { useCartCode } from "./use-cart-code.ts";
import { useCart, useCartIsChanging } from "./use-cart.ts";
import { useLiveCart } from "./use-live-cart.ts";

interface CartViewProps {
  initial: Cart;
  /** Where an order would go: named by the server, because browsers name countries differently. */
  destination: Destination;
  countries: readonly CountryName[];
  /** What an order of `initial` would cost. */
  estimate: Quote | null;
  /** What was entered at the checkout before, the code among it. */
  draft: CheckoutDraft | null;
}

/** The cart: first as the server rendered it, then as the query cache has it. */
export function CartView({ initial, destination: first, countries, estimate, draft }: CartViewProps) {
  const t = useTranslations("cart");
  const lines = useTranslations("cartLines");
  const { cart = initial } = useCart(initial);
  const changing = useCartIsChanging();
  const [destination, setDestination] = useState(first);
  const { country, region } = destination;
  const shippingAddress = { country, ...(region === null ? {} : { region }) };
  const { code, setCode } = useCartCode(draft);
  const email = draft?.email ?? "";
  const request = {
    shippingAddress,
    ...(code === null ? {} : { promotionCode: code }),
    ...(email === "" ? {} : { email }),
  };
  const { data: quote, error, isFetching } = useQuote(cart, request, destination === first ? estimate : null);
  const priced = chargedPrices(quote);
  const subtotal = formatMoney(priced?.subtotalMinor ?? cart.subtotalMinor, cart.currency);
  useLiveCart(cart);

  if (cart.lines.length === 0 && cart.problems.length === 0) return <EmptyCart />;
  return (
    <div className="grid gap-10 lg:grid-cols-[1fr_22rem] lg:gap-16">
      <div className="grid content-start gap-4">
        {problemsWithoutLine(cart).map((problem) => (
          <Notice key={problem.variantId} tone="warn">
            {problem.message}
          </Notice>
        ))}
        <ul className="@container border-t border-line">
          {cart.lines.map((line) => (
            <CartLineRow
              key={line.variantId}
              line={line}
              currency={cart.currency}
              price={priced?.lines.find(({ variantId }) => variantId === line.variantId) ?? line}
              problems={cart.problems.filter((problem) => problem.variantId === line.variantId)}
            />
          ))}
        </ul>
      </div>
      <aside aria-label={t("summary")} className="grid content-start gap-5 lg:sticky lg:top-24 lg:self-start">
        <div className="flex items-baseline justify-between border-t border-line pt-5">
          <span>{lines("subtotal")}</span>
          <span className="figures text-xl">{subtotal}</span>
        </div>
        <CartCosts
          cart={cart}
          destination={destination}
          countries={countries}
          quote={quote}
          error={error}
          onDestination={setDestination}
        />
        <PromotionField promotion={quote?.promotion ?? null} busy={isFetching} onCode={setCode} />
        {cart.problems.some(blocksCheckout) ? (
          <Notice tone="warn">{lines("blocked")}</Notice>
        ) : (
          <Link href="/checkout" className={buttonClass({ size: "lg" })}>
            {lines("checkout")}
          </Link>
        )}
        <Link href="/" className={buttonClass({ size: "lg", variant: "quiet" })}>
          {t("continue")}
        </Link>
      </aside>
      <LiveRegion>{changing ? "" : lines("subtotalNow", { amount: subtotal })}</LiveRegion>
    </div>
  );
}

function EmptyCart() {
  const t = useTranslations("cart");
  return (
    <EmptyState
      title={t("empty.title")}
      action={
        <Link href="/search" prefetch={false} className={buttonClass()}>
          {t("empty.browse")}
        </Link>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}
