import { formatMoney } from "@cartwright/contracts/money";
import type { Sales, SalesFigures } from "@cartwright/contracts/sales";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { NO_FILTER, type OrderSearch, orderSearchPath } from "../orders/order-search.ts";
import { changeOf } from "./change-of.ts";

interface Figure {
  readonly name: "sales" | "orders" | "average" | "refunds" | "units" | "cancelled";
  readonly of: (figures: SalesFigures) => number;
  readonly isMoney?: true;
  /** The orders that it is a sum of. */
  readonly filter: Pick<OrderSearch, "orderStatus"> & Partial<OrderSearch>;
}

const SOLD = { orderStatus: ["confirmed", "completed"] } as const;

const FIGURES: readonly Figure[] = [
  { name: "sales", of: ({ salesMinor }) => salesMinor, isMoney: true, filter: SOLD },
  { name: "orders", of: ({ orders }) => orders, filter: SOLD },
  {
    name: "average",
    of: ({ salesMinor, orders }) => (orders === 0 ? 0 : Math.round(salesMinor / orders)),
    isMoney: true,
    filter: SOLD,
  },
  {
    name: "refunds",
    of: ({ refundsMinor }) => refundsMinor,
    isMoney: true,
    filter: { ...SOLD, paymentStatus: ["partially_refunded", "refunded"] },
  },
  { name: "units", of: ({ units }) => units, filter: SOLD },
  { name: "cancelled", of: ({ cancelled }) => cancelled, filter: { orderStatus: ["cancelled"] } },
];

/** The sums of a period, each beside that of the compared one. Each opens the orders that it is a sum of. */
export function Figures({ sales }: { sales: Sales }) {
  const t = useTranslations("adminDashboard");
  const { period, before, currency } = sales;
  const placed = { from: period.from, to: period.to };
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-3 xl:grid-cols-6">
      {FIGURES.map(({ name, of, isMoney, filter }) => {
        const show = (value: number) => (isMoney ? formatMoney(value, currency) : value.toLocaleString("en"));
        const now = of(period.figures);
        const then = of(before.figures);
        const { direction, rate } = changeOf(now, then);
        const hasNothingBefore = before.figures.orders + before.figures.cancelled === 0;
        const change = () => {
          if (hasNothingBefore) return t("change.noOrders");
          if (direction === "same") return t("change.same");
          return rate === null ? t("change.none") : t(`change.${direction}`, { rate, value: show(then) });
        };
        return (
          <div key={name} className="relative grid min-w-0 content-start gap-1 bg-surface p-4 hover:bg-sunk">
            <dt className="text-xs text-muted">{t(`figure.${name}`)}</dt>
            <dd className="figures grid gap-0.5">
              <Link
                href={orderSearchPath({ ...NO_FILTER, ...filter, placed })}
                prefetch={false}
                aria-label={t("figure.open", { name: t(`figure.${name}`), value: show(now) })}
                className="text-xl font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {show(now)}
              </Link>
              <span className="text-xs text-muted">{change()}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
