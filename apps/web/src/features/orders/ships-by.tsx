import type { Order } from "@cartwright/contracts/orders";
import { formatDay } from "@cartwright/contracts/working-days";
import { useTranslations } from "@cartwright/messages/use-translations";

/** The day by which the units of an order's line ship that were not in stock when it was placed. */
export function ShipsBy({ line }: { line: Pick<Order["lines"][number], "backorder" | "quantity"> }) {
  const t = useTranslations("backorder");
  if (!line.backorder) return null;
  const { units, shipsBy } = line.backorder;
  const date = formatDay(shipsBy);
  return (
    <span className="text-muted">
      {units === line.quantity ? t("allBy", { date }) : t("someBy", { units, quantity: line.quantity, date })}
    </span>
  );
}
