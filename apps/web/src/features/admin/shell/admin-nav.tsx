"use client";

import { holds, type Permission, type Role } from "@cartwright/contracts/permissions";
import { classNames } from "@cartwright/ui/class-names";
import {
  IdCardLanyard,
  LayoutGrid,
  type LucideIcon,
  Package,
  ReceiptText,
  ScrollText,
  UsersRound,
  Warehouse,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

interface Place {
  readonly href: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  /** What the page asks for; it asks again itself. */
  readonly needs: Permission;
}

const PLACES: readonly Place[] = [
  { href: "/admin", label: "Overview", Icon: LayoutGrid, needs: "dashboard:read" },
  { href: "/admin/orders", label: "Orders", Icon: ReceiptText, needs: "orders:read" },
  { href: "/admin/products", label: "Products", Icon: Package, needs: "products:read" },
  { href: "/admin/inventory", label: "Inventory", Icon: Warehouse, needs: "inventory:read" },
  { href: "/admin/customers", label: "Customers", Icon: UsersRound, needs: "customers:read" },
  { href: "/admin/staff", label: "Staff", Icon: IdCardLanyard, needs: "staff:read" },
  { href: "/admin/audit", label: "Audit log", Icon: ScrollText, needs: "audit:read" },
];

/** The places of the back office that somebody may see; the one that holds the page is marked. */
export function AdminNav({ role }: { role: Role }) {
  const path = usePathname();
  const hereHref = PLACES.findLast(({ href }) => path.startsWith(href))?.href ?? "/admin";
  const list = useRef<HTMLUListElement>(null);
  // On a small screen the places are a row that scrolls: the one that holds the page is brought into sight.
  useEffect(() => {
    list.current?.querySelector(`a[href="${hereHref}"]`)?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [hereHref]);
  return (
    <nav aria-label="Back office" className="min-w-0 max-lg:w-full max-lg:overflow-x-auto">
      <ul ref={list} className="flex gap-1 lg:grid">
        {PLACES.filter(({ needs }) => holds(role, needs)).map(({ href, label, Icon }) => {
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
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
