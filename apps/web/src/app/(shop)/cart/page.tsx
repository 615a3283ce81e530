import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { Country, countryName } from "@cartwright/contracts/place";
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
  const [cart, country] = await Promise.all([api.cart.get(), readDestination(api)]);
  const estimate = await api.checkout.estimate({ country });
  const known = isIdentified(await createPageContext());
  return (
    <div className="page pt-8 lg:pt-12">
      <h1 className="pb-8 text-3xl">{getTranslations("cart")("title")}</h1>
      <ClientMessages areas={["cart", "totals"]}>
        <CartView initial={cart} destination={{ country, name: countryName(country) }} estimate={estimate} />
      </ClientMessages>
      {known ? null : <RefreshWithCookies />}
    </div>
  );
}

/** The country that the shopper has entered, or their saved one, or the shop's own. */
async function readDestination(api: Awaited<ReturnType<typeof visitorApi>>): Promise<string> {
  const { actor } = await createPageContext();
  const [draft, addresses] = await Promise.all([
    api.checkout.draft(),
    actor.kind === "user" ? api.account.addresses.list() : [],
  ]);
  const saved = addresses.find(({ isDefault }) => isDefault) ?? addresses[0];
  const country = Country.safeParse(draft?.shippingAddress?.country ?? saved?.address.country);
  return country.success ? country.data : SHOP_COUNTRY;
}
