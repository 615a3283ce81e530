import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import type { ReactNode } from "react";
import type { NavCategory } from "./nav-category.ts";
import { ShopFooter } from "./shop-footer.tsx";
import { ShopHeader } from "./shop-header.tsx";

/** The header and footer of every shop page. Without categories (an error page) the menu is shorter. */
export function ShopFrame({ categories, children }: { categories: readonly NavCategory[]; children: ReactNode }) {
  const t = useTranslations("shop");
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        {t("skipToContent")}
      </a>
      <ShopHeader categories={categories} />
      <noscript>
        <p className="page py-3 text-sm">
          {t.rich("noScript", { contact: <Link href="/contact" prefetch={false} className="link" /> })}
        </p>
      </noscript>
      <main id="main" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <ShopFooter categories={categories} />
    </div>
  );
}
