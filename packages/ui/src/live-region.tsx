import type { ReactNode } from "react";

/** Says its content aloud whenever it changes. It must be on the page before the change, so render it empty rather than not at all. */
export function LiveRegion({ urgent = false, children }: { urgent?: boolean; children: ReactNode }) {
  return urgent ? (
    <div role="alert" className="sr-only">
      {children}
    </div>
  ) : (
    <output aria-live="polite" className="sr-only">
      {children}
    </output>
  );
}
