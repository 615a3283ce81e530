import { laterUnits } from "@cartwright/contracts/later-units";
import type { Backorder } from "@cartwright/contracts/stock-policy";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";

interface BackorderNoteProps {
  backorder: Backorder | null;
  quantity: number;
  className?: string;
}

/** When the units of a line ship that are not in stock. Nothing when all are. */
export function BackorderNote({ backorder, quantity, className }: BackorderNoteProps) {
  const t = useTranslations("backorder");
  const units = laterUnits(backorder, quantity);
  if (!backorder || units === 0) return null;
  const { days } = backorder;
  return (
    <p className={classNames("text-sm text-ink-soft", className)}>
      {units === quantity ? t("all", { days }) : t("some", { units, quantity, days })}
    </p>
  );
}
