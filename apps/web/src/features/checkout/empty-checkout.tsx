"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { EmptyState } from "@cartwright/ui/empty-state";
import { Skeleton } from "@cartwright/ui/skeleton";
import Link from "next/link";
import { lastPlaced } from "./attempt.ts";
import { useLostPlacement } from "./use-placement.ts";

/**
 * The checkout with an empty cart: nothing was added, the shopper came back from their order, or the order was placed and the
 * page reloaded before it got the response.
 */
export function EmptyCheckout() {
  const t = useTranslations("checkout");
  const lost = useLostPlacement();
  if (lost === "searching") {
    return (
      <div aria-busy="true" className="grid gap-4">
        <span className="sr-only">{t("empty.loading")}</span>
        <Skeleton className="h-40" />
      </div>
    );
  }
  const placed = lastPlaced();
  if (placed !== null) {
    return (
      <EmptyState
        title={t("placed.title")}
        action={
          <Link href={`/orders/${placed}`} prefetch={false} className={buttonClass()}>
            {t("placed.view")}
          </Link>
        }
      >
        {t("placed.text", { number: placed })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("empty.title")}
      action={
        <Link href="/cart" prefetch={false} className={buttonClass()}>
          {t("empty.cart")}
        </Link>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}
