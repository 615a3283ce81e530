import type { ReactNode } from "react";

/** The lower edge of a page that edits: what is unsaved, and the buttons. Toasts appear above it. */
export function SaveBar({ children }: { children: ReactNode }) {
  return (
    <div
      data-save-bar=""
      className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-paper px-4 py-3 sm:-mx-6 sm:px-6"
    >
      {children}
    </div>
  );
}
