import type { Metadata } from "next";
import { orderSearchPath, readOrderSearch, toListInput } from "../../../features/admin/order-search.ts";
import { OrdersView } from "../../../features/admin/orders-view.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Orders" };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OrdersPage({ searchParams }: PageProps) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const each of [value ?? []].flat()) params.append(name, each);
  }
  const search = readOrderSearch(params);
  const first = await asStaff(orderSearchPath(search), ({ admin }) =>
    admin.orders.list({ ...toListInput(search), limit: 50 }),
  );
  return <OrdersView search={search} initial={first} />;
}
