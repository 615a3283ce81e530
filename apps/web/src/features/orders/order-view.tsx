"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Order } from "@cartwright/contracts/orders";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { LiveRegion } from "@cartwright/ui/live-region";
import { Notice } from "@cartwright/ui/notice";
import { Skeleton } from "@cartwright/ui/skeleton";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { api } from "../../trpc/react.tsx";
import { forgetAttempt } from "../checkout/attempt.ts";
import { useCart } from "../cart/use-cart.ts";
import { CancelOrder } from "./cancel-order.tsx";
import { MailLine } from "./mail-line.tsx";
import { OrderDetails } from "./order-details.tsx";
import { STATUS_TITLE } from "./order-progress.ts";
import { OrderSteps, OrderTimeline } from "./order-timeline.tsx";
import { RequestReturn } from "./request-return.tsx";
import { useOrder } from "./use-order.ts";
import { useOrderLink } from "./use-order-link.ts";

interface OrderViewProps {
  number: OrderNumber;
  /** What the server rendered; null when it could not see whose order it is (a link from elsewhere brings no cookies). */
  initial: Order | null;
  /** The key of a mailed link. */
  linkKey: string | null;
}

/** An order, live: where it stands, what happened, what there is to do. */
export function OrderView({ number, initial, linkKey }: OrderViewProps) {
  useOrderLink(number, linkKey);
  useArrival();
  const { data: order, live, isError } = useOrder(number, initial);
  if (!order) return isError ? <NoSuchOrder /> : <OrderSkeleton />;

  const latest = order.timeline.at(-1);
  return (
    <div className="page grid gap-12 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-20 lg:pt-12">
      <div className="grid content-start gap-10">
        <header className="grid gap-3">
          <p className="flex items-center gap-3 text-sm text-muted">
            <span className="figures">Order {order.number}</span>
            <ConnectionMark live={live} settled={order.settled} />
          </p>
          <h1 className="text-3xl">{STATUS_TITLE[order.status]}</h1>
          <MailLine order={order} />
        </header>
        <OrderSteps order={order} />
        {order.action ? (
          <Notice
            tone="warn"
            urgent
            action={
              <a href={order.action.url} rel="noreferrer" className={buttonClass({ size: "sm" })}>
                Approve payment
                <ArrowUpRight aria-hidden="true" className="size-4" />
              </a>
            }
          >
            Your bank asks you to approve this payment. We hold your items for you in the meantime.
          </Notice>
        ) : null}
        {order.status === "cancelled" ? (
          <CartIsBack paid={order.timeline.some((entry) => entry.type === "payment.processed")} />
        ) : null}
        <section aria-labelledby="timeline" className="grid gap-5">
          <h2 id="timeline" className="text-xl">
            What happened
          </h2>
          <OrderTimeline timeline={order.timeline} />
        </section>
        {order.cancellable ? <CancelOrder number={order.number} /> : null}
        <RequestReturn order={order} />
      </div>
      <OrderDetails order={order} />
      <LiveRegion>{latest ? `${latest.message} ${STATUS_TITLE[order.status]}.` : ""}</LiveRegion>
    </div>
  );
}

/** Whoever comes from the checkout is done with it: his cart is empty now, or his old one back, and its key is used up. */
function useArrival(): void {
  const utils = api.useUtils();
  useEffect(() => {
    forgetAttempt();
    void utils.cart.get.invalidate();
  }, [utils]);
}

/** Whether the page hears by itself. Decoration: the words beside it say all that matters. */
function ConnectionMark({ live, settled }: { live: boolean; settled: boolean }) {
  if (settled && !live) return null;
  return (
    <span className="inline-flex items-center gap-1.5 text-xs">
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${live ? "animate-pulse-soft bg-good" : "bg-line-strong"}`}
      />
      {live ? "live" : "checking now and then"}
    </span>
  );
}

/** After a cancellation: what became of the money, and of the cart (which a checkout that failed gives back). */
function CartIsBack({ paid }: { paid: boolean }) {
  const { count } = useCart();
  if (paid) return <Notice>You will get back what you paid, in full, the same way you paid it.</Notice>;
  return (
    <Notice
      tone="neutral"
      action={
        count > 0 ? (
          <Link href="/cart" prefetch={false} className={buttonClass({ size: "sm", variant: "secondary" })}>
            Back to the cart
          </Link>
        ) : null
      }
    >
      Nothing was charged{count > 0 ? ", and your cart is as it was. Try again whenever you like." : "."}
    </Notice>
  );
}

function NoSuchOrder() {
  return (
    <div className="page">
      <EmptyState
        as="h1"
        title="We cannot show that order"
        action={
          <Link href="/account/orders" prefetch={false} className={buttonClass()}>
            Your orders
          </Link>
        }
      >
        It belongs to someone else, or the number is wrong. The link in your e-mail opens it on any device.
      </EmptyState>
    </div>
  );
}

export function OrderSkeleton() {
  return (
    <div aria-busy="true" className="page grid gap-12 pt-8 lg:grid-cols-[1fr_24rem] lg:gap-20 lg:pt-12">
      <span className="sr-only">Loading your order…</span>
      <div className="grid content-start gap-10">
        <Skeleton className="h-24 max-w-md" />
        <Skeleton className="h-9" />
        <Skeleton className="h-56" />
      </div>
      <Skeleton className="h-96" />
    </div>
  );
}
