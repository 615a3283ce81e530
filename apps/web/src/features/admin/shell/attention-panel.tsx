import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What needs staff to act, before everything else on a page. */
export function AttentionPanel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border border-bad/40 bg-bad-soft">
      <h2 className="flex items-center gap-2 px-4 pt-3 text-sm text-bad">
        <TriangleAlert aria-hidden="true" className="size-4" />
        {title}
      </h2>
      {children}
    </section>
  );
}
