import { ClientMessages } from "@cartwright/messages/client-messages";
import { DashboardView } from "../../features/admin/dashboard/dashboard-view.tsx";
import { RECENT_MAX } from "../../features/admin/dashboard/recent-max.ts";
import { asStaff } from "./as-staff.ts";

export const dynamic = "force-dynamic";

export default async function DashboardPage() {
  const [shop, todo, recent] = await asStaff("/admin", ({ admin }) =>
    Promise.all([admin.dashboard(), admin.todo(), admin.orders.list({ limit: RECENT_MAX })]),
  );
  return (
    <ClientMessages areas={["adminDashboard", "adminOrders", "adminQueues", "adminTrouble"]}>
      <DashboardView initial={shop} todo={todo} recent={recent.items} />
    </ClientMessages>
  );
}
