import { holds, type Permission } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { orderSearchPath, readOrderSearch, toOrderInput } from "../../../features/admin/orders/order-search.ts";
import { OrdersView } from "../../../features/admin/orders/orders-view.tsx";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminOrders")("title") };
}

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readOrderSearch(await readParams(searchParams));
  const [first, setup] = await asStaff(orderSearchPath(search), ({ admin }) =>
    Promise.all([
      admin.orders.list({ ...toOrderInput(search), limit: LIST_LIMIT }),
      admin.lists.get({ list: "orders" }),
    ]),
  );
  const { actor } = await createPageContext();
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  return (
    <ClientMessages areas={["adminOrders", "adminTrouble", "adminViews"]}>
      <OrdersView
        search={search}
        initial={first}
        setup={setup}
        mayFulfil={may("orders:fulfil")}
        mayEdit={may("orders:edit")}
      />
    </ClientMessages>
  );
}
