import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";

const NOTHING_PAID: NonNullable<TotalsListProps["paid"]> = [];

interface TotalsListProps {
  rows: readonly { readonly name: string; readonly value: string }[];
  total: string;
  /** The part of the total that is tax, where prices include it. */
  includedTax: string | null;
  /** What pays for a part of the total, and what is left to pay. */
  paid?: readonly { readonly name: string; readonly value: string }[];
  className?: string;
  /** The amounts are being recalculated. */
  busy?: boolean;
}

/** The parts of a total, and the total. */
export function TotalsList({
  rows,
  total,
  includedTax,
  paid = NOTHING_PAID,
  className,
  busy = false,
}: TotalsListProps) {
  const t = useTranslations("totals");
  return (
    <dl
      aria-busy={busy}
      className={classNames(
        "figures grid gap-2 border-t border-line pt-5 text-sm transition-opacity",
        busy && "opacity-60",
        className,
      )}
    >
      {rows.map(({ name, value }) => (
        <div key={name} className="flex justify-between">
          <dt className="text-ink-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className="mt-2 flex items-baseline justify-between border-t border-line pt-4">
        <dt>
          {t("total")}
          {includedTax === null ? null : (
            <span className="block text-xs text-muted">{t("includesVat", { amount: includedTax })}</span>
          )}
        </dt>
        <dd className="text-xl">{total}</dd>
      </div>
      {paid.map(({ name, value }) => (
        <div key={name} className="flex justify-between">
          <dt className="text-ink-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
