import { listCountries } from "@cartwright/contracts/place";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext, isIdentified } from "../../../auth/page-context.ts";
import { CartView } from "../../../features/cart/cart-view.tsx";
import { RefreshWithCookies } from "../../../features/cart/refresh-with-cookies.tsx";
import { visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("cart")("title"), robots: { index: false } };
}

export default async function CartPage() {
  const api = await visitorApi();
  const [cart, destination, draft] = await Promise.all([
    api.cart.get(),
    api.checkout.destination(),
    api.checkout.draft(),
  ]);
  const { country, region } = destination;
  const estimate = await api.checkout.estimate({ country, ...(region === null ? {} : { region }) });
  const known = isIdentified(await createPageContext());
  return (
    <div className="page pt-8 lg:pt-12">
      <h1 className="pb-8 text-3xl">{getTranslations("cart")("title")}</h1>
      <ClientMessages areas={["address", "cart", "checkout", "totals"]}>
        <CartView
          initial={cart}
          destination={destination}
          countries={listCountries()}
          estimate={estimate}
          draft={draft}
        />
      </ClientMessages>
      {known ? null : <RefreshWithCookies />}
    </div>
  );
}
