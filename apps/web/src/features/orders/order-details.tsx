import type { Order } from "@cartwright/contracts/orders";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { Picture } from "../catalog/picture.tsx";
import { TotalsList } from "../checkout/totals-list.tsx";
import { ShipsBy } from "./ships-by.tsx";

/** The lines, the totals and the delivery address. */
export function OrderDetails({ order }: { order: Order }) {
  const t = useTranslations("orders");
  return (
    <aside aria-label={t("details")} className="grid content-start gap-8 rounded-lg bg-sunk p-6">
      <ul className="grid gap-4">
        {order.lines.map((line) => (
          <li key={line.variantId} className="grid grid-cols-[3.5rem_1fr_auto] items-center gap-4 text-sm">
            <Picture image={line.image} title={line.title} sizes="3.5rem" className="rounded-md" />
            <span className="grid">
              {line.slug === null ? (
                <span className="font-medium">{line.title}</span>
              ) : (
                <Link
                  href={`/products/${line.slug}`}
                  prefetch={false}
                  className="link-alone font-medium hover:text-accent"
                >
                  {line.title}
                </Link>
              )}
              <span className="text-muted">
                {isOnlyVariant(line.variantTitle) ? null : `${line.variantTitle} · `}
                {line.quantity} ×
              </span>
              {line.cancelledQuantity > 0 && order.orderStatus !== "cancelled" ? (
                <span className="text-muted">{t("cancelledUnits", { count: line.cancelledQuantity })}</span>
              ) : null}
              <ShipsBy line={line} />
            </span>
            <span className="figures">{formatMoney(line.totalMinor, order.currency)}</span>
          </li>
        ))}
      </ul>
      <OrderTotals order={order} />
      {order.shippingAddress ? (
        <div className="grid gap-1 border-t border-line pt-5 text-sm">
          <h2 className="text-muted">{t("deliverTo")}</h2>
          <address className="whitespace-pre-line not-italic">{order.shippingAddressLines.join("\n")}</address>
          <p className="pt-3 text-muted">{order.shippingMethod}</p>
        </div>
      ) : (
        <p className="border-t border-line pt-5 text-sm text-muted">{t("nothingToShip")}</p>
      )}
    </aside>
  );
}

function OrderTotals({ order }: { order: Order }) {
  const t = useTranslations("totals");
  const money = (minor: number) => formatMoney(minor, order.currency);
  const paid = order.giftCardMinor > 0 ? [{ name: t("giftCards"), value: `−${money(order.giftCardMinor)}` }] : [];
  const rows = [
    { name: t("subtotal"), value: money(order.subtotalMinor) },
    ...(order.discountMinor > 0
      ? [{ name: t(order.exchangeOf ? "exchange" : "discount"), value: `−${money(order.discountMinor)}` }]
      : []),
    ...(order.shippingMethod === null
      ? []
      : [{ name: t("shipping"), value: order.shippingMinor === 0 ? t("free") : money(order.shippingMinor) }]),
    ...(order.taxIncluded ? [] : [{ name: t("tax"), value: money(order.taxMinor) }]),
    ...(order.refundedMinor > 0 ? [{ name: t("refunded"), value: `−${money(order.refundedMinor)}` }] : []),
  ];
  return (
    <TotalsList
      rows={rows}
      total={money(order.totalMinor)}
      includedTax={order.taxIncluded ? money(order.taxMinor) : null}
      paid={paid}
    />
  );
}
