import { classNames } from "@cartwright/ui/class-names";

interface TotalsListProps {
  rows: readonly { readonly name: string; readonly value: string }[];
  total: string;
  /** The part of the total that is tax, where prices include it. */
  includedTax: string | null;
  className?: string;
  /** The figures are being worked out anew. */
  busy?: boolean;
}

/** What a sum is made of, and the sum. */
export function TotalsList({ rows, total, includedTax, className, busy = false }: TotalsListProps) {
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
          Total
          {includedTax === null ? null : <span className="block text-xs text-muted">includes {includedTax} VAT</span>}
        </dt>
        <dd className="text-xl">{total}</dd>
      </div>
    </dl>
  );
}
