import type { Metadata } from "next";
import { createPageContext, isIdentified } from "../../../auth/page-context.ts";
import { CartView } from "../../../features/cart/cart-view.tsx";
import { LookAgain } from "../../../features/cart/look-again.tsx";
import { visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Cart", robots: { index: false } };

export default async function CartPage() {
  const cart = await (await visitorApi()).cart.get();
  const known = isIdentified(await createPageContext());
  return (
    <div className="page pt-8 lg:pt-12">
      <h1 className="pb-8 text-3xl">Cart</h1>
      <CartView initial={cart} />
      {known ? null : <LookAgain />}
    </div>
  );
}
