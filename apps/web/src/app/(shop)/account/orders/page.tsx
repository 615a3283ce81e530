import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { AccountPage } from "../../../../features/account/account-frame.tsx";
import { OrderHistory } from "../../../../features/account/order-history.tsx";
import { asMember } from "../as-member.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("account")("nav.orders") };
}

export default async function OrdersPage() {
  const orders = await asMember("/account/orders", (api) => api.orders.list({}));
  return (
    <AccountPage title={getTranslations("account")("nav.orders")}>
      <ClientMessages areas={["orderStatus"]}>
        <OrderHistory initial={orders} />
      </ClientMessages>
    </AccountPage>
  );
}
