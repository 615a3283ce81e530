import type { ReactNode } from "react";
import { CartDrawerHost } from "../cart/drawer/cart-drawer-host.tsx";
import type { NavCategory } from "./nav-category.ts";
import { PageFrame } from "./page-frame.tsx";
import { ShopFooter } from "./shop-footer.tsx";
import type { ShopFacts } from "./shop-facts.ts";
import { ShopHeader } from "./shop-header.tsx";

interface ShopFrameProps {
  categories: readonly NavCategory[];
  /** None on a page that is made without the database. */
  facts: ShopFacts | null;
  children: ReactNode;
}

/** The header and footer of every shop page. Without categories (an error page) the menu is shorter. */
export function ShopFrame({ categories, facts, children }: ShopFrameProps) {
  return (
    <>
      <PageFrame
        header={<ShopHeader categories={categories} />}
        footer={<ShopFooter categories={categories} facts={facts} />}
      >
        {children}
      </PageFrame>
      <CartDrawerHost />
    </>
  );
}
