import type { Metadata } from "next";
import { AccountPage } from "../../../../features/account/account-frame.tsx";
import { OrderHistory } from "../../../../features/account/order-history.tsx";
import { asMember } from "../as-member.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Orders" };

export default async function OrdersPage() {
  const orders = await asMember("/account/orders", (api) => api.orders.list({}));
  return (
    <AccountPage title="Orders">
      <OrderHistory initial={orders} />
    </AccountPage>
  );
}
