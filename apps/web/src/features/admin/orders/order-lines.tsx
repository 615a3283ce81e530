import { formatMoney } from "@cartwright/contracts/money";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { isOnlyVariant } from "../../cart/only-variant.ts";
import { Panel } from "../shell/panel.tsx";
import type { StaffOrder } from "./staff-order.ts";

const CELL = "py-2";

/** What was sold, as it was sold, and how the total came about. */
export function OrderLines({ order }: { order: StaffOrder }) {
  const money = (minor: number) => formatMoney(minor, order.currency);
  const sums = [
    { name: "Subtotal", value: money(order.subtotalMinor) },
    ...(order.discountMinor > 0
      ? [
          {
            name: order.promotionCode ? `Discount ${order.promotionCode}` : "Discount",
            value: `−${money(order.discountMinor)}`,
          },
        ]
      : []),
    { name: order.shippingMethod, value: money(order.shippingMinor) },
    { name: order.taxIncluded ? "Tax, included" : "Tax", value: money(order.taxMinor) },
    { name: "Total", value: money(order.totalMinor), strong: true },
    ...(order.refundedMinor > 0 ? [{ name: "Given back", value: `−${money(order.refundedMinor)}` }] : []),
  ];
  return (
    <Panel title="Items" flush>
      <Table caption="Items of the order">
        <thead>
          <tr>
            <Th>Item</Th>
            <Th className="max-sm:hidden">SKU</Th>
            <Th className="text-right">Quantity</Th>
            <Th className="text-right max-sm:hidden">Each</Th>
            <Th className="text-right">Total</Th>
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
    </Panel>
  );
}
