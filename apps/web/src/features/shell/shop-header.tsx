import { useTranslations } from "@cartwright/messages/use-translations";
import { Search, UserRound } from "lucide-react";
import Link from "next/link";
import { CartLink } from "../cart/cart-link.tsx";
import { CategoryMenu } from "./category-menu.tsx";
import { MobileMenu } from "./mobile-menu.tsx";
import type { NavCategory, NavLink } from "./nav-category.ts";
import { Wordmark } from "./wordmark.tsx";

/** The categories among the others are in the menu of all categories. */
const SHOWN_MAX = 6;
/** From this one on, they show only on wide windows. */
const WIDE_FROM = 4;
const ICON_LINK = "inline-flex h-11 min-w-11 items-center justify-center gap-2 rounded-md px-2.5 text-sm hover:bg-sunk";

interface ShopHeaderProps {
  links: readonly NavLink[];
  categories: readonly NavCategory[];
}

export function ShopHeader({ links, categories }: ShopHeaderProps) {
  const t = useTranslations("shop");
  const navigation = useTranslations("navigation");
  return (
    <header className="print:hidden sticky top-0 z-30 border-b border-line bg-paper/90 backdrop-blur-md">
      <div className="page flex h-16 items-center gap-1 sm:gap-2">
        <MobileMenu links={links} />
        <Link href="/" className="flex rounded-sm" aria-label={t("homeLink")}>
          <Wordmark />
        </Link>
        <nav aria-label={t("categories")} className="ml-8 hidden grow lg:block">
          <ul className="flex gap-x-1">
            {links.slice(0, SHOWN_MAX).map(({ href, title }, index) => (
              <li key={href} className={index < WIDE_FROM ? "" : "hidden xl:block"}>
                <Link
                  href={href}
                  className="inline-flex h-11 items-center rounded-md px-3 text-sm text-ink-soft transition-colors hover:bg-sunk hover:text-ink"
                >
                  {title}
                </Link>
              </li>
            ))}
            {categories.length === 0 ? null : (
              <li>
                <CategoryMenu categories={categories} />
              </li>
            )}
          </ul>
        </nav>
        <div className="ml-auto flex items-center">
          <Link href="/search" prefetch={false} className={ICON_LINK} aria-label={navigation("search")}>
            <Search aria-hidden="true" className="size-5" strokeWidth={1.6} />
          </Link>
          <Link href="/account" prefetch={false} className={ICON_LINK} aria-label={navigation("account")}>
            <UserRound aria-hidden="true" className="size-5" strokeWidth={1.6} />
          </Link>
          <CartLink className={ICON_LINK} />
        </div>
      </div>
    </header>
  );
}
