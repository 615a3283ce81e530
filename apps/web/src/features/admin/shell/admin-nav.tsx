"use client";

import { holds, type Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { PLACES } from "./places.ts";

/** The pages that the role may see; the current one is marked. */
export function AdminNav({ role }: { role: Role }) {
  const t = useTranslations("admin");
  const path = usePathname();
  const hereHref = PLACES.findLast(({ href }) => path.startsWith(href))?.href ?? "/admin";
  const list = useRef<HTMLUListElement>(null);
  // On a small screen the navigation is a scrolling row: the current page is scrolled into view.
  useEffect(() => {
    list.current?.querySelector(`a[href="${hereHref}"]`)?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [hereHref]);
  return (
    <nav aria-label={t("backOffice")} className="min-w-0 max-lg:w-full max-lg:overflow-x-auto">
      <ul ref={list} className="flex gap-1 lg:grid">
        {PLACES.filter(({ needs }) => holds(role, needs)).map(({ href, page, Icon }) => {
          const here = href === hereHref;
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={classNames(
                  "flex min-h-9 items-center gap-2.5 rounded-md px-2 whitespace-nowrap transition-colors focus-visible:-outline-offset-2",
                  here ? "bg-sunk font-medium text-ink" : "text-muted hover:bg-sunk hover:text-ink",
                )}
              >
                <Icon aria-hidden="true" className="size-4 shrink-0 max-sm:hidden" />
                {t(`nav.${page}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
