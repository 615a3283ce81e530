"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { formatDay } from "@cartwright/contracts/working-days";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Button } from "@cartwright/ui/button";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { useState } from "react";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { Panel } from "../shell/panel.tsx";
import { CancelItemsDialog } from "./cancel-items-dialog.tsx";
import { RenewDownloads } from "./renew-downloads.tsx";
import type { StaffOrder } from "./staff-order.ts";

const CELL = "py-2";

function discountName(
  { exchangeOf, promotionCode: code }: StaffOrder,
  t: ReturnType<typeof useTranslations<"adminOrders">>,
): string {
  if (exchangeOf) return t("sums.exchange");
  return code ? t("sums.discountCode", { code }) : t("sums.discount");
}

/** The lines as they were sold, and the parts of the total. */
export function OrderLines({ order, may }: { order: StaffOrder; may: { fulfil: boolean; cancel: boolean } }) {
  const t = useTranslations("adminOrders");
  const refunds = useTranslations("adminRefunds");
  const [cancelling, setCancelling] = useState(false);
  const canCancel =
    may.cancel && order.orderStatus === "confirmed" && order.lines.some(({ openQuantity }) => openQuantity > 0);
  const money = (minor: number) => formatMoney(minor, order.currency);
  const sums = [
    { name: t("sums.subtotal"), value: money(order.subtotalMinor) },
    ...(order.discountMinor > 0
      ? [
          {
            name: discountName(order, t),
            value: `−${money(order.discountMinor)}`,
          },
        ]
      : []),
    ...(order.shippingMethod === null
      ? []
      : [{ name: t("sums.shipping", { method: order.shippingMethod }), value: money(order.shippingMinor) }]),
    { name: order.taxIncluded ? t("sums.taxIncluded") : t("sums.tax"), value: money(order.taxMinor) },
    { name: t("sums.total"), value: money(order.totalMinor), strong: true },
    ...(order.refundedMinor > 0 ? [{ name: t("sums.refunded"), value: `−${money(order.refundedMinor)}` }] : []),
  ];
  return (
    <Panel
      title={t("lines.title")}
      flush
      aside={
        canCancel ? (
          <Button variant="secondary" size="sm" onClick={() => setCancelling(true)}>
            {refunds("cancelItems.label")}
          </Button>
        ) : null
      }
    >
      <Table caption={t("lines.caption")}>
        <thead>
          <tr>
            <Th>{t("lines.item")}</Th>
            <Th className="max-sm:hidden">{t("lines.sku")}</Th>
            <Th className="text-right">{t("lines.quantity")}</Th>
            <Th className="text-right max-sm:hidden">{t("lines.each")}</Th>
            <Th className="text-right">{t("lines.total")}</Th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.variantId}>
              <Td className={CELL}>
                {line.slug === null ? (
                  line.title
                ) : (
                  <Link href={`/products/${line.slug}`} prefetch={false} className="link link-alone">
                    {line.title}
                  </Link>
                )}
                {isOnlyVariant(line.variantTitle) ? null : (
                  <span className="block text-xs text-muted">{line.variantTitle}</span>
                )}
                {line.cancelledQuantity === 0 ? null : (
                  <span className="block text-xs text-muted">
                    {t("lines.cancelled", { count: line.cancelledQuantity })}
                  </span>
                )}
                {line.requiresShipping ? null : <span className="block text-xs text-muted">{t("lines.digital")}</span>}
                {line.downloads && may.fulfil ? (
                  <RenewDownloads number={order.number} lineId={line.id} title={line.title} />
                ) : null}
                {line.backorder === null ? null : (
                  <span className="block text-xs text-warn">
                    {t("lines.later", { units: line.backorder.units, date: formatDay(line.backorder.shipsBy) })}
                  </span>
                )}
              </Td>
              <Td className={classNames(CELL, "font-mono text-xs text-ink-soft max-sm:hidden")}>{line.sku ?? "–"}</Td>
              <Td className={classNames(CELL, "figures text-right")}>{line.quantity}</Td>
              <Td className={classNames(CELL, "figures text-right text-ink-soft max-sm:hidden")}>
                {money(line.unitPriceMinor)}
              </Td>
              <Td className={classNames(CELL, "figures text-right")}>{money(line.totalMinor)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <dl className="figures ml-auto grid w-full max-w-xs gap-1.5 px-3 py-3">
        {sums.map(({ name, value, strong }) => (
          <div
            key={name}
            className={classNames("flex justify-between gap-4", strong ? "font-medium" : "text-ink-soft")}
          >
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {cancelling ? <CancelItemsDialog order={order} onClose={() => setCancelling(false)} /> : null}
    </Panel>
  );
}
