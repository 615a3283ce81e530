"use client";

import { classNames } from "@cartwright/ui/class-names";
import { ShoppingBag } from "lucide-react";
import Link from "next/link";
import { useCart } from "./use-cart.ts";

/** The way to the cart, with the number of things in it once that is known. */
export function CartLink({ className }: { className?: string }) {
  const { count } = useCart();
  return (
    <Link href="/cart" prefetch={false} className={classNames("relative", className)}>
      <span className="sr-only">Cart</span>
      <ShoppingBag aria-hidden="true" className="size-5" strokeWidth={1.6} />
      {count > 0 ? (
        <span className="figures absolute top-1 right-0 grid h-[1.125rem] min-w-[1.125rem] place-items-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none font-semibold text-on-accent">
          {count}
          <span className="sr-only"> {count === 1 ? "item" : "items"}</span>
        </span>
      ) : null}
    </Link>
  );
}
