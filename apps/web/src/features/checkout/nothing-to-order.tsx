"use client";

import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Skeleton } from "@cartwright/ui/skeleton";
import Link from "next/link";
import { useLostPlacement } from "./use-placement.ts";

/** The checkout without a cart: nothing was put in, or it was ordered a moment ago and the page reloaded before it knew. */
export function NothingToOrder() {
  const lost = useLostPlacement();
  if (lost === "searching") {
    return (
      <div aria-busy="true" className="grid gap-4">
        <span className="sr-only">Looking for your order…</span>
        <Skeleton className="h-40" />
      </div>
    );
  }
  return (
    <EmptyState
      title="There is nothing to order"
      action={
        <Link href="/cart" prefetch={false} className={buttonClass()}>
          Go to the cart
        </Link>
      }
    >
      Your cart is empty. You will find past orders in your e-mails, and in your account if you have one.
    </EmptyState>
  );
}
