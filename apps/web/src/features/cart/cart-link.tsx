"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { ShoppingBag } from "lucide-react";
import Link from "next/link";
import { useCart } from "./use-cart.ts";

/** The link to the cart, with the number of items once it is known. */
export function CartLink({ className }: { className?: string }) {
  const t = useTranslations("navigation");
  const { count } = useCart();
  return (
    <Link href="/cart" prefetch={false} className={classNames("relative", className)}>
      <span className="sr-only">{t("cart")}</span>
      <ShoppingBag aria-hidden="true" className="size-5" strokeWidth={1.6} />
      {count > 0 ? (
        <span className="figures absolute top-1 right-0 grid h-[1.125rem] min-w-[1.125rem] place-items-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none font-semibold text-on-accent">
          <span aria-hidden="true">{count}</span>
          <span className="sr-only"> {t("cartCount", { count })}</span>
        </span>
      ) : null}
    </Link>
  );
}
