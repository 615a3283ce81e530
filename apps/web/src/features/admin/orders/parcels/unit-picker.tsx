import { useTranslations } from "@cartwright/messages/use-translations";
import { Quantity } from "@cartwright/ui/quantity";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";

interface PickableLine {
  readonly line: {
    readonly id: string;
    readonly title: string;
    readonly variantTitle: string;
    readonly sku: string | null;
  };
  /** The most units that can be chosen. */
  readonly max: number;
}

interface UnitPickerProps {
  lines: readonly PickableLine[];
  quantities: Readonly<Record<string, number>>;
  onChange: (quantities: Record<string, number>) => void;
}

/** The chosen units of lines: those with any. */
export const chosenUnits = (quantities: Readonly<Record<string, number>>) =>
  Object.entries(quantities).flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));

/** How many units of each line. */
export function UnitPicker({ lines, quantities, onChange }: UnitPickerProps) {
  const t = useTranslations("adminParcels");
  return (
    <ul className="grid gap-3">
      {lines.map(({ line, max }) => (
        <li key={line.id} className="flex items-center justify-between gap-4">
          <span className="grid min-w-0">
            <span className="font-medium">{line.title}</span>
            <span className="text-xs text-muted">
              {[isOnlyVariant(line.variantTitle) ? null : line.variantTitle, line.sku].filter(Boolean).join(" · ")}
            </span>
            <span className="text-xs text-muted">{t("ofUnits", { count: max })}</span>
          </span>
          <Quantity
            label={t("quantityOf", { title: line.title })}
            value={quantities[line.id] ?? 0}
            min={0}
            max={max}
            onChange={(quantity) => onChange({ ...quantities, [line.id]: quantity })}
            className="shrink-0"
          />
        </li>
      ))}
    </ul>
  );
}
