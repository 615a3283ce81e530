import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import type { ReactNode } from "react";

interface PageFrameProps {
  header: ReactNode;
  footer: ReactNode;
  children: ReactNode;
}

/** What every page of the shop has: the way past the header, and what to do without JavaScript. */
export function PageFrame({ header, footer, children }: PageFrameProps) {
  const t = useTranslations("shop");
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-ink focus:px-4 focus:py-3 focus:text-paper"
      >
        {t("skipToContent")}
      </a>
      {header}
      <noscript>
        <p className="page py-3 text-sm">
          {t.rich("noScript", { contact: <Link href="/contact" prefetch={false} className="link" /> })}
        </p>
      </noscript>
      {/* The footer begins below the first screen, so that it does not move when the content arrives. */}
      <main id="main" tabIndex={-1} className="min-h-[calc(100dvh-4rem)] grow outline-none">
        {children}
      </main>
      {footer}
    </div>
  );
}
