import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { NotFoundPage } from "../features/shell/not-found-page.tsx";
import { ShopFrame } from "../features/shell/shop-frame.tsx";

export function generateMetadata(): Metadata {
  return { title: getTranslations("shop")("meta.notFound"), robots: { index: false } };
}

/** For addresses without a page. It is prerendered at build time, so it has no categories. */
export default function NotFound() {
  return (
    <ClientMessages areas={["backorder", "cartLines", "navigation"]}>
      <ShopFrame collections={[]} categories={[]} facts={null}>
        <NotFoundPage />
      </ShopFrame>
    </ClientMessages>
  );
}
