import { ClientMessages } from "@cartwright/messages/client-messages";
import type { ReactNode } from "react";
import { AccountNav } from "./account-nav.tsx";

/** The frame of the account's pages, with their navigation. */
export function AccountFrame({ children }: { children: ReactNode }) {
  return (
    <ClientMessages areas={["account", "signIn"]}>
      <div className="page grid gap-8 pt-8 pb-section lg:grid-cols-[14rem_1fr] lg:gap-14 lg:pt-12">
        <AccountNav />
        <div className="min-w-0">{children}</div>
      </div>
    </ClientMessages>
  );
}

/** One page of the account, with its title. */
export function AccountPage({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-8">
      <header className="flex flex-wrap items-baseline justify-between gap-4">
        <h1 className="text-3xl">{title}</h1>
        {aside}
      </header>
      {children}
    </div>
  );
}
