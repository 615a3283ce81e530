"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { ShoppingBag } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { openCart } from "./drawer/opened-cart.ts";
import { useCart } from "./use-cart.ts";

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** The link to the cart, with the number of items once it is known. A plain click opens the cart over the page instead. */
export function CartLink({ className }: { className?: string }) {
  const t = useTranslations("navigation");
  const router = useRouter();
  const pathname = usePathname();
  const { count } = useCart();
  const open = (event: MouseEvent) => {
    if (!isPlainClick(event) || pathname === "/cart") return;
    event.preventDefault();
    void openCart().then((isOpen) => isOpen || router.push("/cart"));
  };
  return (
    <Link href="/cart" prefetch={false} onClick={open} className={classNames("relative", className)}>
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
