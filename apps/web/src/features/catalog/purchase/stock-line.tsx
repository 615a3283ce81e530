"use client";

import type { Variant } from "@cartwright/contracts/catalog";
import { laterUnits } from "@cartwright/contracts/later-units";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";

/** Up to this many, the number left is shown. */
const LOW_STOCK_MAX = 5;

/** Announced when it changes: someone else may buy the last one while the page is open. */
export function StockLine({ variant, inCart, quantity }: { variant: Variant; inCart: number; quantity: number }) {
  const t = useTranslations("product");
  const later = useTranslations("backorder");
  const { available, backorder } = variant;
  const units = Math.min(quantity, laterUnits(backorder, inCart + quantity));
  const waits = backorder !== null && units > 0;
  const text = waits
    ? units === quantity
      ? later("all", { days: backorder.days })
      : later("some", { units, quantity, days: backorder.days })
    : backorder !== null
      ? t("stock.available")
      : available === 0
        ? t("stock.none")
        : inCart >= available
          ? t("stock.allInCart", { count: available })
          : available <= LOW_STOCK_MAX
            ? t("stock.few", { count: available })
            : t("stock.available");
  return (
    <output aria-live="polite" className="flex items-center gap-2.5 text-sm text-ink-soft">
      <span
        aria-hidden="true"
        className={classNames(
          "size-2 rounded-full",
          available === 0 ? "bg-line-strong" : waits || available <= LOW_STOCK_MAX ? "bg-warn" : "bg-good",
        )}
      />
      {text}
    </output>
  );
}
