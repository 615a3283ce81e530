import { ClientMessages } from "@cartwright/messages/client-messages";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { readCategories, readFacts, readNavigation } from "../../features/catalog/cached-catalog.ts";
import { toNavCategories } from "../../features/shell/nav-category.ts";
import { ShopFrame } from "../../features/shell/shop-frame.tsx";
import { publicOrigin } from "../../trpc/server.ts";
import { SHOP_NAME } from "@cartwright/messages/shop-name";

export function generateMetadata(): Metadata {
  return { metadataBase: new URL(publicOrigin()), openGraph: { siteName: SHOP_NAME, type: "website" } };
}

/** The shop's header and footer. Reads no request data, because public pages, which are cached for everyone, use it too. */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  const [collections, categories, facts] = await Promise.all([readNavigation(), readCategories(), readFacts()]);
  return (
    <ClientMessages areas={["backorder", "cartLines", "navigation"]}>
      <ShopFrame collections={collections} categories={toNavCategories(categories)} facts={facts}>
        {children}
      </ShopFrame>
    </ClientMessages>
  );
}
