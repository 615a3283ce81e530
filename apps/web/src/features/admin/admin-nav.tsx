"use client";

import { classNames } from "@cartwright/ui/class-names";
import { LayoutGrid, ReceiptText } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const PLACES = [
  { href: "/admin", label: "Overview", Icon: LayoutGrid },
  { href: "/admin/orders", label: "Orders", Icon: ReceiptText },
] as const;

/** The places of the back office; the one that holds the page is marked. */
export function AdminNav() {
  const path = usePathname();
  return (
    <nav aria-label="Back office">
      <ul className="flex gap-1 lg:grid">
        {PLACES.map(({ href, label, Icon }) => {
          const here = href === "/admin" ? path === href : path.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={classNames(
                  "flex min-h-9 items-center gap-2.5 rounded-md px-2 transition-colors",
                  here ? "bg-sunk font-medium text-ink" : "text-muted hover:bg-sunk hover:text-ink",
                )}
              >
                <Icon aria-hidden="true" className="size-4 shrink-0 max-sm:hidden" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
