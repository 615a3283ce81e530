"use client";

import type { Cart } from "@cartwright/contracts/cart";
import { formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import type { Quote } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Dialog } from "@cartwright/ui/dialog";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import Link from "next/link";
import type { MouseEvent } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { useQuote } from "../../checkout/use-quote.ts";
import { CartLineRow } from "../cart-line-row.tsx";
import { chargedPrices } from "../charged-prices.ts";
import { blocksCheckout, problemsWithoutLine } from "../cart-problems.ts";
import { FreeShippingProgress } from "../free-shipping-progress.tsx";
import { useCart, useCartIsChanging } from "../use-cart.ts";
import { useLiveCart } from "../use-live-cart.ts";

interface CartDrawerProps {
  /** The title of what was just added. */
  added: string | null;
  onClose: () => void;
}

const NO_CART: Cart = { id: null, lines: [], subtotalMinor: 0, currency: SHOP_CURRENCY, problems: [] };

/** What the cart costs where the visitor's order would go; undefined until it is known, and when it cannot be ordered as it is. */
function useDrawerQuote(cart: Cart): Quote | undefined {
  const { data: destination } = api.checkout.destination.useQuery();
  const { country, region } = destination ?? {};
  const place = country === undefined ? {} : { shippingAddress: { country, ...(region ? { region } : {}) } };
  const { data, isError } = useQuote(destination ? cart : NO_CART, place, null);
  return isError ? undefined : data;
}

/** The cart over the page. It shows what the cart's page shows, without the choice of a destination. */
export function CartDrawer({ added, onClose }: CartDrawerProps) {
  const t = useTranslations("cartLines");
  const errorMessage = useErrorMessage();
  const { cart, error } = useCart();
  const quote = useDrawerQuote(cart ?? NO_CART);
  useLiveCart(cart ?? NO_CART);
  const isEmpty = cart?.lines.length === 0 && cart.problems.length === 0;
  /** A link to another page takes the drawer with it; one to this page only closes it. */
  const closeOnOwnPage = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || new URL(link.href).pathname !== window.location.pathname) return;
    event.preventDefault();
    onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- only overhears the click on a link inside
    <div onClickCapture={closeOnOwnPage}>
      <Dialog
        open
        onClose={onClose}
        placement="side"
        title={t("title")}
        {...(added === null ? {} : { description: t("added", { title: added }) })}
        {...(cart && cart.lines.length > 0 ? { footer: <DrawerFooter cart={cart} quote={quote} /> } : {})}
      >
        {!cart && error ? <Notice tone="bad">{errorMessage(error)}</Notice> : null}
        {!cart && !error ? <Skeleton className="h-32" /> : null}
        {isEmpty ? <EmptyDrawer /> : null}
        {cart && !isEmpty ? <DrawerLines cart={cart} quote={quote} /> : null}
      </Dialog>
    </div>
  );
}

interface PricedCart {
  cart: Cart;
  quote: Quote | undefined;
}

function DrawerLines({ cart, quote }: PricedCart) {
  const charged = chargedPrices(quote);
  return (
    <div className="grid gap-4">
      {problemsWithoutLine(cart).map((problem) => (
        <Notice key={problem.variantId} tone="warn">
          {problem.message}
        </Notice>
      ))}
      <ul className="@container -mt-5">
        {cart.lines.map((line) => (
          <CartLineRow
            key={line.variantId}
            line={line}
            currency={cart.currency}
            price={charged?.lines.find(({ variantId }) => variantId === line.variantId) ?? line}
            problems={cart.problems.filter(({ variantId }) => variantId === line.variantId)}
            isInDrawer
          />
        ))}
      </ul>
    </div>
  );
}

function DrawerFooter({ cart, quote }: PricedCart) {
  const t = useTranslations("cartLines");
  const changing = useCartIsChanging();
  const charged = chargedPrices(quote);
  const subtotal = formatMoney(charged?.subtotalMinor ?? cart.subtotalMinor, cart.currency);
  return (
    <div className="grid gap-4">
      <div className="min-h-9">
        {quote?.freeShipping ? <FreeShippingProgress {...quote.freeShipping} currency={cart.currency} /> : null}
      </div>
      <div>
        <p className="flex items-baseline justify-between gap-4">
          <span>{t("subtotal")}</span>
          <span className="figures text-xl">{subtotal}</span>
        </p>
        <p className="text-sm text-muted">{t(quote?.taxIncluded ? "shippingLater" : "taxLater")}</p>
      </div>
      <div className="grid gap-2">
        {cart.problems.some(blocksCheckout) ? (
          <Notice tone="warn">{t("blocked")}</Notice>
        ) : (
          <Link href="/checkout" replace prefetch={false} className={buttonClass({ size: "lg" })}>
            {t("checkout")}
          </Link>
        )}
        <Link href="/cart" replace prefetch={false} className={buttonClass({ variant: "quiet" })}>
          {t("view")}
        </Link>
      </div>
      <LiveRegion>{changing ? "" : t("subtotalNow", { amount: subtotal })}</LiveRegion>
    </div>
  );
}

function EmptyDrawer() {
  const t = useTranslations("cartLines");
  return (
    <div className="grid justify-items-start gap-4">
      <p className="text-muted">{t("empty.title")}</p>
      <Link href="/search" replace prefetch={false} className={buttonClass()}>
        {t("empty.browse")}
      </Link>
    </div>
  );
}
