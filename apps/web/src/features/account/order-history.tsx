"use client";

import type { OrderList } from "@cartwright/contracts/orders";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import type { z } from "zod";
import { api } from "../../trpc/react.tsx";
import { usePages } from "../../trpc/use-pages.ts";
import { Picture } from "../catalog/picture.tsx";
import { LocalTime } from "../orders/local-time.tsx";

/** Pages that "Show more" adds at most. */
const PAGES_MAX = 40;

type Page = z.infer<typeof OrderList>;
type Summary = Page["items"][number];

function OrderRow({ order }: { order: Summary }) {
  const t = useTranslations("orderStatus");
  const isDeclined = order.status === "cancelled" && order.paymentStatus === "failed";
  const label = t(isDeclined ? "label.declined" : `label.${order.status}`);
  return (
    <Link
      href={`/orders/${order.number}`}
      prefetch={false}
      className="grid grid-cols-[3rem_1fr_auto] items-center gap-3 rounded-md py-4 transition-colors hover:bg-sunk sm:grid-cols-[4rem_1fr_auto] sm:gap-4"
    >
      <Picture image={order.image} title={order.number} sizes="4rem" className="rounded-md" />
      <span className="grid gap-1">
        <span className="figures font-medium whitespace-nowrap">{order.number}</span>
        <LocalTime at={order.createdAt} className="text-sm text-muted" />
      </span>
      <span className="grid justify-items-end gap-1.5">
        <span className="figures">{formatMoney(order.totalMinor, order.currency)}</span>
        <Badge tone={order.status === "cancelled" ? "bad" : "neutral"}>{label}</Badge>
      </span>
    </Link>
  );
}

/** A customer's orders, newest first, with "Show more". */
export function OrderHistory({ initial }: { initial: Page }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const { client } = api.useUtils();
  const list = usePages({
    key: getQueryKey(api.orders.list),
    initial,
    read: (at, signal) => client.orders.list.query(at, { signal }),
    pagesMax: PAGES_MAX,
  });
  const orders = list.items;
  if (orders.length === 0) return <p className="text-muted">{t("orders.empty")}</p>;
  return (
    <div className="grid gap-6">
      <ul className="divide-y divide-line border-y border-line">
        {orders.map((order) => (
          <li key={order.number}>
            <OrderRow order={order} />
          </li>
        ))}
      </ul>
      {list.more ? (
        <Button variant="secondary" className="justify-self-center" busy={list.isLoadingMore} onClick={list.more}>
          {common("showMore")}
        </Button>
      ) : null}
    </div>
  );
}
