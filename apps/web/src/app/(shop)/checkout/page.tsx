import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { Metadata } from "next";
import { CheckoutForm } from "../../../features/checkout/checkout-form.tsx";
import { NothingToOrder } from "../../../features/checkout/nothing-to-order.tsx";
import { visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

export default async function CheckoutPage() {
  const api = await visitorApi();
  const [cart, config] = await Promise.all([api.cart.get(), api.shop.config()]);
  const { id } = cart;
  return (
    <div className="page pt-8 lg:pt-12">
      <h1 className="pb-8 text-3xl">Checkout</h1>
      {id === null || cart.lines.length === 0 ? (
        <NothingToOrder />
      ) : (
        <CheckoutForm cart={{ ...cart, id }} config={config} shopper={null} homeCountry={SHOP_COUNTRY} />
      )}
    </div>
  );
}
