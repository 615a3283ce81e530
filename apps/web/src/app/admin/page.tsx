import { ClientMessages } from "@cartwright/messages/client-messages";
import { dashboardPath, readDashboardSearch, toSalesInput } from "../../features/admin/dashboard/dashboard-search.ts";
import { DashboardView } from "../../features/admin/dashboard/dashboard-view.tsx";
import { RECENT_MAX } from "../../features/admin/dashboard/recent-max.ts";
import { asStaff } from "./as-staff.ts";
import { readParams, type SearchParams } from "./read-params.ts";

export const dynamic = "force-dynamic";

export default async function DashboardPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = readDashboardSearch(await readParams(searchParams));
  const [shop, sales, conversion, todo, recent] = await asStaff(dashboardPath(asked), ({ admin }) =>
    Promise.all([
      admin.dashboard(),
      admin.sales(toSalesInput(asked)),
      admin.conversion(toSalesInput(asked)),
      admin.todo(),
      admin.orders.list({ limit: RECENT_MAX }),
    ]),
  );
  return (
    <ClientMessages areas={["adminDashboard", "adminOrders", "adminQueues", "adminTrouble"]}>
      <DashboardView
        asked={asked}
        sales={sales}
        conversion={conversion}
        initial={shop}
        todo={todo}
        recent={recent.items}
      />
    </ClientMessages>
  );
}
