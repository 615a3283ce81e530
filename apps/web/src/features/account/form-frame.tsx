import { ClientMessages } from "@cartwright/messages/client-messages";
import type { ReactNode } from "react";

/** The frame of the log-in pages: a narrow page with one form. */
export function FormFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <ClientMessages areas={["signIn"]}>
      <div className="page grid justify-items-center py-section">
        <div className="grid w-full max-w-md gap-8">
          <header className="grid gap-3">
            <h1 className="text-3xl">{title}</h1>
            {lead === undefined ? null : <p className="text-muted">{lead}</p>}
          </header>
          {children}
        </div>
      </div>
    </ClientMessages>
  );
}
