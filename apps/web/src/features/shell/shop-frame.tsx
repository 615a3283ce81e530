import type { CollectionLink } from "@cartwright/contracts/collections";
import type { ReactNode } from "react";
import { CartDrawerHost } from "../cart/drawer/cart-drawer-host.tsx";
import { type NavCategory, toNavLinks } from "./nav-category.ts";
import { PageFrame } from "./page-frame.tsx";
import { ShopFooter } from "./shop-footer.tsx";
import type { ShopFacts } from "./shop-facts.ts";
import { ShopHeader } from "./shop-header.tsx";

interface ShopFrameProps {
  /** The collections in the navigation. */
  collections: readonly CollectionLink[];
  categories: readonly NavCategory[];
  /** None on a page that is made without the database. */
  facts: ShopFacts | null;
  children: ReactNode;
}

/** The header and footer of every shop page. Without categories (an error page) the menu is shorter. */
export function ShopFrame({ collections, categories, facts, children }: ShopFrameProps) {
  const links = toNavLinks(collections, categories);
  return (
    <>
      <PageFrame
        header={<ShopHeader links={links} categories={categories} />}
        footer={<ShopFooter links={links} facts={facts} />}
      >
        {children}
      </PageFrame>
      <CartDrawerHost />
    </>
  );
}
