import { classNames } from "./class-names.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

/** A price as text that was formatted already; with `was`, the former one is struck through and said in words. */
export function Price({
  amount,
  was,
  className,
}: {
  amount: string;
  was?: string | null | undefined;
  className?: string;
}) {
  if (was === null || was === undefined) return <span className={classNames("figures", className)}>{amount}</span>;
  return (
    <span className={classNames("figures inline-flex flex-wrap items-baseline gap-x-2", className)}>
      <span>
        <VisuallyHidden>Now </VisuallyHidden>
        {amount}
      </span>
      <s className="text-muted">
        <VisuallyHidden>, before </VisuallyHidden>
        {was}
      </s>
    </span>
  );
}
