import type { Dashboard } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { EmptyPanel, Panel } from "../shell/panel.tsx";

/** The variants that will sell out next. */
export function LowStockPanel({ items }: { items: Dashboard["lowStock"] }) {
  const t = useTranslations("adminDashboard");
  return (
    <Panel title={t("lowStock.title")} flush>
      {items.length === 0 ? <EmptyPanel>{t("lowStock.empty")}</EmptyPanel> : null}
      <ul className="py-1">
        {items.map((item) => (
          <li key={`${item.slug} ${item.variantTitle}`}>
            <Link
              href={`/products/${item.slug}`}
              prefetch={false}
              className="flex items-baseline justify-between gap-4 px-4 py-1.5 hover:bg-sunk"
            >
              <span className="min-w-0 truncate">
                {item.title}
                {isOnlyVariant(item.variantTitle) ? null : <span className="text-muted"> · {item.variantTitle}</span>}
              </span>
              <span className={classNames("figures shrink-0", item.available === 0 ? "text-bad" : "text-ink-soft")}>
                {item.available === 0 ? t("lowStock.soldOut") : t("lowStock.left", { count: item.available })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
