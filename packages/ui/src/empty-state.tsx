import type { ReactNode } from "react";

/** Shown in place of an empty list: a sentence and a link to continue. */
export function EmptyState({
  title,
  as: Heading = "h2",
  children,
  action,
}: {
  title: ReactNode;
  as?: "h1" | "h2";
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto grid max-w-prose justify-items-center gap-4 py-section text-center">
      <Heading className="text-2xl">{title}</Heading>
      {children === undefined ? null : <div className="text-muted">{children}</div>}
      {action === undefined ? null : <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div>}
    </div>
  );
}
