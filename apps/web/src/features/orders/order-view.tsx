"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { headlineOf } from "@cartwright/contracts/order-status";
import type { CheckoutFailure, Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { api } from "../../trpc/react.tsx";
import { markPlaced, rememberedAttempt } from "../checkout/attempt.ts";
import { useCart } from "../cart/use-cart.ts";
import { CancelOrder } from "./cancel-order.tsx";
import { ExchangeNotice } from "./exchange-notice.tsx";
import { MailLine } from "./mail-line.tsx";
import { OrderDetails } from "./order-details.tsx";
import { OrderDocuments } from "./order-documents.tsx";
import { OrderDownloads } from "./order-downloads.tsx";
import { wasCharged } from "./order-progress.ts";
import { OrderSteps, OrderTimeline } from "./order-timeline.tsx";
import { RequestReturn } from "./request-return.tsx";
import { Shipments } from "./shipments.tsx";
import { useOrder } from "./use-order.ts";

interface OrderViewProps {
  number: OrderNumber;
  /** The order as the server rendered it; null when the request had no cookies to prove whose it is (a link from another site). */
  initial: Order | null;
}

/** An order, live: its status, its history and the available actions. */
export function OrderView({ number, initial }: OrderViewProps) {
  const t = useTranslations("orders");
  const status = useTranslations("orderStatus");
  const failures = useTranslations("checkoutFailures");
  useArrival(number, initial !== null);
  const { data: order, live, isError } = useOrder(number, initial);
  if (!order) return isError ? <OrderNotFound /> : <OrderSkeleton />;

  const latest = order.timeline.at(-1);
  const wasPaid = wasCharged(order);
  // A declined payment is no cancellation to the shopper. It is known before the order is cancelled.
  const failure = order.failure ?? (order.paymentStatus === "failed" && !order.settled ? "payment_declined" : null);
  const title = failure === null ? status(`title.${headlineOf(order)}`) : failures(`title.${failure}`);
  return (
    <div className="page grid gap-12 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-20 lg:pt-12">
      <div className="grid content-start gap-10">
        <header className="grid gap-3">
          <p className="flex items-center gap-3 text-sm text-muted">
            <span className="figures">{t("order", { number: order.number })}</span>
            <ConnectionMark live={live} settled={order.settled} />
          </p>
          <h1 className="text-3xl">{title}</h1>
          <MailLine order={order} />
        </header>
        <OrderSteps order={order} />
        {order.action ? (
          <Notice
            tone="warn"
            urgent
            action={
              <a href={order.action.url} rel="noreferrer" className={buttonClass({ size: "sm" })}>
                {t("action.button")}
                <ArrowUpRight aria-hidden="true" className="size-4" />
              </a>
            }
          >
            {t("action.text")}
          </Notice>
        ) : null}
        <ExchangeNotice order={order} />
        {order.failure && !wasPaid && !order.exchangeOf ? <FailureNotice failure={order.failure} /> : null}
        {order.status === "cancelled" && !order.exchangeOf && (order.failure === null || wasPaid) ? (
          <CancellationNotice
            paid={wasPaid}
            refunded={order.totalMinor > 0 && order.refundedMinor >= order.totalMinor}
          />
        ) : null}
        <Shipments order={order} />
        <OrderDownloads order={order} />
        <OrderDocuments order={order} />
        <section aria-labelledby="timeline" className="grid gap-5">
          <h2 id="timeline" className="text-xl">
            {t("updates")}
          </h2>
          <OrderTimeline timeline={order.timeline} />
        </section>
        {order.cancellable && (order.settled || order.action) ? <CancelOrder order={order} /> : null}
        <RequestReturn order={order} />
      </div>
      <OrderDetails order={order} />
      <LiveRegion>{latest ? `${latest.message} ${title}.` : ""}</LiveRegion>
    </div>
  );
}

/** Reaching this page ends the checkout: the cart is empty or restored, and the idempotency key is used. */
function useArrival(number: OrderNumber, isOwn: boolean): void {
  const utils = api.useUtils();
  useEffect(() => {
    if (isOwn && rememberedAttempt()?.sent) markPlaced(number);
    void utils.cart.get.invalidate();
  }, [utils, number, isOwn]);
}

/** Whether the page gets live updates or polls. */
function ConnectionMark({ live, settled }: { live: boolean; settled: boolean }) {
  const t = useTranslations("orders");
  if (settled && !live) return null;
  return (
    <span className="inline-flex items-center gap-1.5 text-xs">
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${live ? "animate-pulse-soft bg-good" : "bg-line-strong"}`}
      />
      {live ? t("live") : t("polling")}
    </span>
  );
}

/** After a failed checkout: why, and the way back to the payment, with everything filled in. */
function FailureNotice({ failure }: { failure: CheckoutFailure }) {
  const t = useTranslations("checkoutFailures");
  const { count } = useCart();
  return (
    <Notice
      tone="bad"
      urgent
      action={
        count > 0 ? (
          <Link href="/checkout" prefetch={false} className={buttonClass({ size: "sm" })}>
            {t("tryAgain")}
          </Link>
        ) : null
      }
    >
      {/* With an empty cart there is nothing to try again: perhaps another attempt has been paid. */}
      {count > 0 ? `${t(`text.${failure}`)} ` : null}
      {t("notCharged")}
    </Notice>
  );
}

/** After a cancellation: what happens to the payment and the cart (an unfinished checkout restores it). */
function CancellationNotice({ paid, refunded }: { paid: boolean; refunded: boolean }) {
  const t = useTranslations("orders");
  const { count } = useCart();
  if (paid) return <Notice>{t(refunded ? "cancelled.refunded" : "cancelled.paid")}</Notice>;
  return (
    <Notice
      tone="neutral"
      action={
        count > 0 ? (
          <Link href="/cart" prefetch={false} className={buttonClass({ size: "sm", variant: "secondary" })}>
            {t("cancelled.cart")}
          </Link>
        ) : null
      }
    >
      {count > 0 ? t("cancelled.cartRestored") : t("cancelled.unpaid")}
    </Notice>
  );
}

function OrderNotFound() {
  const t = useTranslations("orders");
  return (
    <div className="page">
      <EmptyState
        as="h1"
        title={t("notFound.title")}
        action={
          <Link href="/account/orders" prefetch={false} className={buttonClass()}>
            {t("notFound.orders")}
          </Link>
        }
      >
        {t("notFound.text")}
      </EmptyState>
    </div>
  );
}

export function OrderSkeleton() {
  const t = useTranslations("orders");
  return (
    <div aria-busy="true" className="page grid gap-12 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-20 lg:pt-12">
      <span className="sr-only">{t("loading")}</span>
      <div className="grid content-start gap-10">
        <Skeleton className="h-24 max-w-md" />
        <Skeleton className="h-9" />
        <Skeleton className="h-56" />
      </div>
      <Skeleton className="h-96" />
    </div>
  );
}
