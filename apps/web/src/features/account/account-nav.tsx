"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLogOut } from "./use-log-out.ts";

const PAGES = [
  ["/account", "profile"],
  ["/account/orders", "orders"],
  ["/account/addresses", "addresses"],
  ["/account/security", "security"],
] as const;

/** The account's pages and "Log out". */
export function AccountNav() {
  const t = useTranslations("account");
  const path = usePathname();
  const { leave, disabled } = useLogOut("/", t("logOutFailed"));

  return (
    <nav aria-label={t("nav.label")} className="flex flex-wrap gap-1 lg:flex-col lg:gap-0.5">
      {PAGES.map(([href, page]) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={path === href ? "page" : undefined}
          className={classNames(
            "inline-flex min-h-11 items-center rounded-md px-3 text-sm transition-colors hover:bg-sunk",
            path === href ? "bg-sunk font-medium" : "text-ink-soft",
          )}
        >
          {t(`nav.${page}`)}
        </Link>
      ))}
      <button
        type="button"
        disabled={disabled}
        onClick={() => void leave()}
        className="inline-flex min-h-11 items-center rounded-md px-3 text-sm text-ink-soft transition-colors hover:bg-sunk disabled:opacity-50"
      >
        {t("logOut")}
      </button>
    </nav>
  );
}
