import type { ReactNode } from "react";
import type { NavCategory } from "./nav-category.ts";
import { ShopFooter } from "./shop-footer.tsx";
import { ShopHeader } from "./shop-header.tsx";

/** What stands around every page that a shopper sees. Without categories (an error page) the header has a shorter menu. */
export function ShopFrame({ categories, children }: { categories: readonly NavCategory[]; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        Skip to the content
      </a>
      <ShopHeader categories={categories} />
      <main id="main" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <ShopFooter categories={categories} />
    </div>
  );
}
