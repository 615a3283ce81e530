import { formatMoney } from "@cartwright/contracts/money";
import type { Sales } from "@cartwright/contracts/sales";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import { EmptyPanel, Panel } from "../shell/panel.tsx";

/** The products that sold most in the period. */
export function BestSellersPanel({ sales }: { sales: Sales }) {
  const t = useTranslations("adminDashboard");
  const { items, ofNewest } = sales.bestSellers;
  return (
    <Panel
      title={t("bestSellers.title")}
      aside={
        ofNewest === null ? null : (
          <span className="text-xs text-muted">{t("bestSellers.ofNewest", { count: ofNewest })}</span>
        )
      }
      flush
    >
      {items.length === 0 ? <EmptyPanel>{t("bestSellers.empty")}</EmptyPanel> : null}
      <ol className="py-1">
        {items.map((item) => (
          <li key={item.productId}>
            <Link
              href={`/admin/products/${item.productId}`}
              prefetch={false}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-1.5 hover:bg-sunk focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 truncate">{item.title}</span>
              <span className="figures shrink-0 text-ink-soft">
                {t("bestSellers.sold", { count: item.units, amount: formatMoney(item.salesMinor, sales.currency) })}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
