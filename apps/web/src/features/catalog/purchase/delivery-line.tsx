"use client";

import { formatMoney } from "@cartwright/contracts/amounts";
import type { DeliveryOffer } from "@cartwright/contracts/checkout";
import { chargedMinor } from "@cartwright/contracts/listed-price";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { useCart } from "../../cart/use-cart.ts";

interface DeliveryLineProps {
  /** To the shop's own country: what the page shows to everyone before it knows who looks. */
  home: DeliveryOffer;
  homeName: string;
  /** The price of the product, in minor units; null when its variants differ. */
  priceMinor: number | null;
}

/**
 * What shipping costs at least, and what becomes of the price, in the country where the visitor's order would go. Only someone
 * with a cart can have chosen another than the shop's own.
 */
export function DeliveryLine({ home, homeName, priceMinor }: DeliveryLineProps) {
  const t = useTranslations("delivery");
  const { cart } = useCart();
  const { data: destination } = api.checkout.destination.useQuery(undefined, { enabled: Boolean(cart?.id) });
  const { country = home.country, region = null, name = homeName } = destination ?? {};
  const { data: there } = api.shop.delivery.useQuery(
    { country, ...(region === null ? {} : { region }) },
    { enabled: country !== home.country },
  );
  const offer = country === home.country ? home : there;
  if (!offer) return null;
  const cheapest = offer.methods.toSorted((a, b) => a.priceMinor - b.priceMinor)[0];
  return (
    <p className="text-sm text-muted">
      {cheapest ? <Shipping method={cheapest} country={name} /> : null} <Tax offer={offer} {...{ name, priceMinor }} />
      {offer.basis === null ? t("laterTax") : null}
    </p>
  );
}

function Shipping({ method, country }: { method: DeliveryOffer["methods"][number]; country: string }) {
  const t = useTranslations("delivery");
  const { priceMinor, freeFromMinor, currency } = method;
  const values = { country, price: formatMoney(priceMinor, currency) };
  if (freeFromMinor === null) return t("shipping", values);
  return t("shippingFree", { ...values, threshold: formatMoney(freeFromMinor, currency) });
}

function Tax({ offer, name, priceMinor }: { offer: DeliveryOffer; name: string; priceMinor: number | null }) {
  const t = useTranslations("delivery");
  const [method] = offer.methods;
  if (offer.basis === null) return null;
  if (offer.basis.included) return t("includesVat");
  if (priceMinor === null || !method) return t("laterTax");
  return t("withoutVat", { country: name, price: formatMoney(chargedMinor(priceMinor, offer.basis), method.currency) });
}
