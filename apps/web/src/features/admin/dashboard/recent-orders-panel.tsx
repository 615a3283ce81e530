import type { AdminOrderRow } from "@cartwright/contracts/admin";
import Link from "next/link";
import { OrderTable } from "../orders/order-table.tsx";
import { Nothing, Panel } from "../shell/panel.tsx";

/** The newest orders, as they come in. */
export function RecentOrdersPanel({ orders }: { orders: readonly AdminOrderRow[] }) {
  return (
    <Panel
      title="Newest orders"
      aside={
        <Link href="/admin/orders" className="link link-alone text-xs text-muted hover:text-ink">
          All orders
        </Link>
      }
      flush
      className="self-start"
    >
      {orders.length === 0 ? (
        <Nothing>No orders yet.</Nothing>
      ) : (
        <OrderTable caption="Orders, newest first" orders={orders} />
      )}
    </Panel>
  );
}
