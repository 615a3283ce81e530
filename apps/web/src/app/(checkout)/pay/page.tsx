import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext, isIdentified } from "../../../auth/page-context.ts";
import { RefreshWithCookies } from "../../../features/cart/refresh-with-cookies.tsx";
import { PaymentLink } from "../../../features/payment-link/payment-link.tsx";
import { visitorApi } from "../../../trpc/server.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("paymentLink")("pageTitle"), robots: { index: false } };
}

/** Where a payment link leads. The key is in the fragment, so only the browser sees it. */
export default async function PayPage() {
  const api = await visitorApi();
  const config = await api.shop.config();
  const identified = isIdentified(await createPageContext());
  return (
    <ClientMessages areas={["checkout", "checkoutFailures", "paymentLink", "totals"]}>
      <PaymentLink config={config} />
      {identified ? null : <RefreshWithCookies />}
    </ClientMessages>
  );
}
