import { classNames } from "./class-names.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

interface PriceProps {
  /** Formatted already. */
  amount: string;
  /** The former price, struck through, and the words that screen readers hear before each of the two. */
  reduced?: { readonly was: string; readonly nowLabel: string; readonly wasLabel: string } | null;
  className?: string;
}

export function Price({ amount, reduced = null, className }: PriceProps) {
  if (reduced === null) return <span className={classNames("figures", className)}>{amount}</span>;
  return (
    <span className={classNames("figures inline-flex flex-wrap items-baseline gap-x-2", className)}>
      <span>
        <VisuallyHidden>{reduced.nowLabel} </VisuallyHidden>
        {amount}
      </span>
      <s className="text-muted">
        <VisuallyHidden>{reduced.wasLabel} </VisuallyHidden>
        {reduced.was}
      </s>
    </span>
  );
}
