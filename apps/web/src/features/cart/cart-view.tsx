"use client";

import type { Cart } from "@cartwright/contracts/cart";
import type { Quote } from "@cartwright/contracts/checkout";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { dismissToasts } from "@cartwright/ui/toast";
import Link from "next/link";
import { useEffect } from "react";
import { CartCosts, type CartDestination } from "./cart-costs.tsx";
import { CartLineRow } from "./cart-line-row.tsx";
import { ADDED_TOPIC, useCart, useCartIsChanging } from "./use-cart.ts";
import { useLiveCart } from "./use-live-cart.ts";

/** Problems that block checkout; a changed price only needs to be seen. */
const blocks = (problem: Cart["problems"][number]) => problem.kind !== "price_changed";

interface CartViewProps {
  initial: Cart;
  destination: CartDestination;
  /** What an order of `initial` would cost. */
  estimate: Quote | null;
}

/** The cart: first as the server rendered it, then as the query cache has it. */
export function CartView({ initial, destination, estimate }: CartViewProps) {
  const t = useTranslations("cart");
  const { cart = initial } = useCart(initial);
  const changing = useCartIsChanging();
  useLiveCart(cart);
  useEffect(() => dismissToasts(ADDED_TOPIC), []);

  if (cart.lines.length === 0 && cart.problems.length === 0) return <EmptyCart />;
  const gone = cart.problems.filter((problem) => !cart.lines.some((line) => line.variantId === problem.variantId));
  const blocked = cart.problems.some(blocks);
  return (
    <div className="grid gap-10 lg:grid-cols-[1fr_22rem] lg:gap-16">
      <div className="grid content-start gap-4">
        {gone.map((problem) => (
          <Notice key={problem.variantId} tone="warn">
            {problem.message}
          </Notice>
        ))}
        <ul className="border-t border-line">
          {cart.lines.map((line) => (
            <CartLineRow
              key={line.variantId}
              line={line}
              currency={cart.currency}
              problems={cart.problems.filter((problem) => problem.variantId === line.variantId)}
            />
          ))}
        </ul>
      </div>
      <aside aria-label={t("summary")} className="grid content-start gap-5 lg:sticky lg:top-24 lg:self-start">
        <div className="flex items-baseline justify-between border-t border-line pt-5">
          <span>{t("subtotal")}</span>
          <span className="figures text-xl">{formatMoney(cart.subtotalMinor, cart.currency)}</span>
        </div>
        <CartCosts cart={cart} destination={destination} estimate={estimate} />
        {blocked ? (
          <Notice tone="warn">{t("blocked")}</Notice>
        ) : (
          <Link href="/checkout" className={buttonClass({ size: "lg" })}>
            {t("checkout")}
          </Link>
        )}
        <Link href="/" className={buttonClass({ size: "lg", variant: "quiet" })}>
          {t("continue")}
        </Link>
      </aside>
      <LiveRegion>
        {changing ? "" : t("subtotalNow", { amount: formatMoney(cart.subtotalMinor, cart.currency) })}
      </LiveRegion>
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
