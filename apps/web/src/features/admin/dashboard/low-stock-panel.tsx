import type { Dashboard } from "@cartwright/contracts/admin";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";
import { isOnlyVariant } from "../../cart/only-variant.ts";
import { Nothing, Panel } from "../shell/panel.tsx";

/** What sells out next. */
export function LowStockPanel({ items }: { items: Dashboard["lowStock"] }) {
  return (
    <Panel title="Low stock" flush>
      {items.length === 0 ? <Nothing>Everything is well stocked.</Nothing> : null}
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
                {item.available === 0 ? "sold out" : `${item.available} left`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
