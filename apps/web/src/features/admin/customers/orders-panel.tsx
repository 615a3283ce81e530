import type { Customer } from "@cartwright/contracts/admin-people";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { customerOrdersPath } from "../orders/order-search.ts";
import { Fact } from "../shell/fact.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { StatusBadge } from "../shell/state-badge.tsx";
import { Timestamp } from "../shell/timestamp.tsx";

/** What a customer ordered: figures over all orders, and the newest. */
export function OrdersPanel({ customer: { id, orders, recentOrders } }: { customer: Customer }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel
      title={t("customers.orders")}
      aside={
        orders.count === 0 ? null : (
          <Link
            href={customerOrdersPath(id)}
            prefetch={false}
            className="link link-alone text-xs text-muted hover:text-ink"
          >
            {t("customers.allOrders")}
          </Link>
        )
      }
      flush
    >
      <Figures orders={orders} />
      {recentOrders.length === 0 ? <EmptyPanel>{t("customers.noOrders")}</EmptyPanel> : null}
      <ul>
        {recentOrders.map((order) => (
          <li key={order.number} className="border-b border-line last:border-b-0">
            <Link
              href={`/admin/orders/${order.number}`}
              prefetch={false}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunk focus-visible:-outline-offset-2"
            >
              <span className="font-mono text-[0.8125rem]">{order.number}</span>
              <StatusBadge status={order.status} />
              <span className="figures ml-auto">{formatMoney(order.totalMinor, order.currency)}</span>
              <Timestamp
                at={order.createdAt}
                className="figures text-xs text-muted max-sm:w-full sm:w-20 sm:text-right"
              />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Amounts only for those who may see them. */
function Figures({ orders }: { orders: Customer["orders"] }) {
  const t = useTranslations("adminPeople");
  const sums = orders.sums?.filter((sum) => sum.orders > 0) ?? [];
  return (
    <dl className="grid grid-cols-2 gap-4 border-b border-line p-4 md:grid-cols-3">
      <Fact name={t("customers.confirmed")}>
        <span className="figures text-lg">{orders.confirmed.toLocaleString("en")}</span>
        {orders.count === orders.confirmed ? null : (
          <span className="block text-xs text-muted">{t("customers.ofPlaced", { count: orders.count })}</span>
        )}
      </Fact>
      {sums.map(({ currency, spentMinor, averageMinor }) => (
        <Amounts key={currency} currency={currency} spentMinor={spentMinor} averageMinor={averageMinor} />
      ))}
      {orders.firstAt === null ? null : (
        <Fact name={t("customers.first")}>
          <Timestamp at={orders.firstAt} />
        </Fact>
      )}
      {orders.lastAt === null ? null : (
        <Fact name={t("customers.last")}>
          <Timestamp at={orders.lastAt} />
        </Fact>
      )}
    </dl>
  );
}

type Sum = NonNullable<Customer["orders"]["sums"]>[number];

function Amounts({ currency, spentMinor, averageMinor }: Omit<Sum, "orders">) {
  const t = useTranslations("adminPeople");
  return (
    <>
      <Fact name={t("customers.spent")}>
        <span className="figures text-lg">{formatMoney(spentMinor, currency)}</span>
      </Fact>
      <Fact name={t("customers.average")}>
        <span className="figures text-lg">{formatMoney(averageMinor, currency)}</span>
      </Fact>
    </>
  );
}
