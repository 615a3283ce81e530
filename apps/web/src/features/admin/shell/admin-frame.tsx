import type { Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { ThemeChoice } from "@cartwright/ui/theme-choice";
import Link from "next/link";
import type { ReactNode } from "react";
import { Wordmark } from "../../shell/wordmark.tsx";
import { AdminNav } from "./admin-nav.tsx";
import { AdminPerson } from "./admin-person.tsx";
import { Commands } from "./commands.tsx";

interface AdminFrameProps {
  role: Role;
  /** Who is logged in: their email address. */
  email: string;
  children: ReactNode;
}

/** The back office's frame: a navigation column beside the page, a row above it on small screens. */
export function AdminFrame({ role, email, children }: AdminFrameProps) {
  const t = useTranslations("admin");
  return (
    <div className="min-h-dvh text-sm lg:grid lg:grid-cols-[13.5rem_1fr] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-ink focus:px-4 focus:py-2 focus:text-paper"
      >
        {t("skipToContent")}
      </a>
      <header className="print:hidden flex flex-wrap items-center gap-x-2 border-b border-line px-4 py-2 lg:sticky lg:flex-nowrap lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-6 lg:border-r lg:border-b-0 lg:p-4">
        <Link href="/admin" className="shrink-0 rounded-sm px-2 py-1">
          <Wordmark />
          <span className="text-xs text-muted max-lg:sr-only lg:block lg:pl-[2.125rem]"> {t("backOffice")}</span>
        </Link>
        <Commands role={role} email={email} />
        <AdminNav role={role} />
        <div className="ml-auto flex min-w-0 items-center gap-x-1 max-lg:order-first max-lg:w-full max-lg:justify-end lg:mt-auto lg:ml-0 lg:grid lg:gap-3">
          <AdminPerson email={email} />
          <Link
            href="/"
            prefetch={false}
            className="rounded-md px-2 py-1.5 whitespace-nowrap text-muted hover:bg-sunk hover:text-ink"
          >
            {t("viewShop")}
          </Link>
          <div className="hidden lg:block">
            <ThemeChoice />
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-7xl px-4 py-6 outline-none sm:px-6 lg:px-10 lg:py-8 print:max-w-none print:p-0"
      >
        {children}
      </main>
    </div>
  );
}
