"use client";

import type { Customer } from "@cartwright/contracts/admin-people";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { api } from "../../../trpc/react.tsx";
import { AccountActions, type AccountPermissions } from "../people/account-actions.tsx";
import { ChangeRole } from "../staff/change-role.tsx";
import { Fact } from "../shell/fact.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { nameOf } from "../people/person.ts";
import { AccountPanel, PersonHeader, SessionsPanel } from "../people/person-panels.tsx";
import { StatusBadge } from "../shell/state-badge.tsx";

interface CustomerPageProps {
  initial: Customer;
  may: AccountPermissions & { readonly changeRole: boolean };
}

/** One customer: the account, its devices and its orders. */
export function CustomerPage({ initial, may }: CustomerPageProps) {
  const t = useTranslations("adminPeople");
  const utils = api.useUtils();
  const { data: customer } = api.admin.customers.get.useQuery({ id: initial.id }, { initialData: initial });
  const refresh = () => void utils.admin.customers.invalidate();
  return (
    <div className="grid gap-6">
      <PersonHeader person={customer} back={{ href: "/admin/customers", label: t("customers.title") }}>
        <AccountActions area="customers" person={customer} may={may} onSettled={refresh} />
        {may.changeRole && customer.emailVerified ? (
          <ChangeRole person={{ id: customer.id, name: nameOf(customer), role: "shopper" }} onSettled={refresh} />
        ) : null}
      </PersonHeader>
      <div className="grid gap-6 xl:grid-cols-[1fr_20rem]">
        <OrdersPanel customer={customer} />
        <div className="grid min-w-0 content-start gap-6 sm:grid-cols-2 xl:grid-cols-1">
          <AccountPanel person={customer}>
            <Fact name={t("customers.marketing")}>
              {customer.marketingConsent ? t("customers.subscribed") : t("customers.notSubscribed")}
            </Fact>
          </AccountPanel>
          <SessionsPanel sessions={customer.sessions} />
        </div>
      </div>
    </div>
  );
}

function OrdersPanel({ customer: { email, orders, recentOrders } }: { customer: Customer }) {
  const t = useTranslations("adminPeople");
  return (
    <Panel
      title={t("customers.orders")}
      aside={
        orders.count === 0 ? null : (
          <Link
            href={`/admin/orders?q=${encodeURIComponent(email)}`}
            prefetch={false}
            className="link link-alone text-xs text-muted hover:text-ink"
          >
            {t("customers.allOrders")}
          </Link>
        )
      }
      flush
      className="self-start"
    >
      <dl className="grid grid-cols-2 gap-4 border-b border-line p-4">
        <Fact name={t("customers.placed")}>
          <span className="figures text-lg">{orders.count.toLocaleString("en")}</span>
        </Fact>
        {orders.spentMinor === null ? null : (
          <Fact name={t("customers.spent")}>
            <span className="figures text-lg">{formatMoney(orders.spentMinor, orders.currency)}</span>
          </Fact>
        )}
      </dl>
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
