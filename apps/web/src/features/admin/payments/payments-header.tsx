"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";

const TABS = [
  { tab: "findings", href: "/admin/payments" },
  { tab: "ledger", href: "/admin/payments/ledger" },
  { tab: "webhooks", href: "/admin/payments/webhooks" },
] as const;

/** The title of the payments pages, and the way from one to the other. */
export function PaymentsHeader({ here }: { here: (typeof TABS)[number]["tab"] }) {
  const t = useTranslations("adminPayments");
  return (
    <div className="grid gap-3">
      <h1 className="text-xl">{t("title")}</h1>
      <nav aria-label={t("tabs.label")} className="flex gap-4 border-b border-line">
        {TABS.map(({ tab, href }) => (
          <Link
            key={tab}
            href={href}
            aria-current={tab === here ? "page" : undefined}
            className={classNames(
              "-mb-px inline-flex min-h-9 items-center border-b-2 px-1 text-sm transition-colors",
              tab === here ? "border-ink font-medium" : "border-transparent text-muted hover:text-ink",
            )}
          >
            {t(`tabs.${tab}`)}
          </Link>
        ))}
      </nav>
    </div>
  );
}
