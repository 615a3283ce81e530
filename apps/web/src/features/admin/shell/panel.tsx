import { classNames } from "@cartwright/ui/class-names";
import type { ReactNode } from "react";

/** A titled surface of the back office. Tables and lists inside reach its edges with `flush`. */
export function Panel({
  id,
  title,
  aside,
  flush = false,
  className,
  children,
}: {
  /** Where a link leads to it. */
  id?: string;
  title: string;
  aside?: ReactNode;
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      id={id}
      aria-label={title}
      className={classNames("scroll-mt-6 min-w-0 overflow-hidden rounded-lg border border-line bg-surface", className)}
    >
      <div className="flex min-h-11 items-center justify-between gap-4 border-b border-line px-4">
        <h2 className="min-w-0 text-sm break-words">{title}</h2>
        {aside}
      </div>
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}

/** The empty state of a panel. */
export function EmptyPanel({ children }: { children: ReactNode }) {
  return <p className="px-4 py-6 text-center text-muted">{children}</p>;
}
