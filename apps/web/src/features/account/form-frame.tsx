import type { ReactNode } from "react";

/** A narrow page with one thing to do. */
export function FormFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <div className="page grid justify-items-center py-section">
      <div className="grid w-full max-w-md gap-8">
        <header className="grid gap-3">
          <h1 className="text-3xl">{title}</h1>
          {lead === undefined ? null : <p className="text-muted">{lead}</p>}
        </header>
        {children}
      </div>
    </div>
  );
}
