import type { AdminOrderRow } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { OrderTable } from "../orders/order-table.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";

/** The latest orders, live. */
export function RecentOrdersPanel({ orders }: { orders: readonly AdminOrderRow[] }) {
  const t = useTranslations("adminDashboard");
  return (
    <Panel
      title={t("recent.title")}
      aside={
        <Link href="/admin/orders" className="link link-alone text-xs text-muted hover:text-ink">
          {t("recent.all")}
        </Link>
      }
      flush
      className="self-start"
    >
      {orders.length === 0 ? (
        <EmptyPanel>{t("recent.empty")}</EmptyPanel>
      ) : (
        <OrderTable caption={t("recent.caption")} orders={orders} />
      )}
    </Panel>
  );
}
