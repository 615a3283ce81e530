import type { Metadata } from "next";
import type { ReactNode } from "react";
import { readCategories } from "../../features/catalog/cached-catalog.ts";
import { ShopFrame } from "../../features/shell/shop-frame.tsx";
import { publicOrigin } from "../../trpc/server.ts";

export function generateMetadata(): Metadata {
  return { metadataBase: new URL(publicOrigin()), openGraph: { siteName: "Cartwright", type: "website" } };
}

/**
 * Everything that a shopper sees: the shop's header and footer around it. Reads no request data, because public pages,
 * which are kept for everybody, stand in it too.
 */
export default async function ShopLayout({ children }: { children: ReactNode }) {
  return <ShopFrame categories={await readCategories()}>{children}</ShopFrame>;
}
