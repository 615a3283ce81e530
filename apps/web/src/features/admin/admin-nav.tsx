"use client";

import { holds, type Permission, type Role } from "@cartwright/contracts/permissions";
import { classNames } from "@cartwright/ui/class-names";
import { LayoutGrid, type LucideIcon, Package, ReceiptText, Warehouse } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

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
];

/** The places of the back office that somebody may see; the one that holds the page is marked. */
export function AdminNav({ role }: { role: Role }) {
  const path = usePathname();
  return (
    <nav aria-label="Back office" className="min-w-0 max-lg:overflow-x-auto">
      <ul className="flex gap-1 lg:grid">
        {PLACES.filter(({ needs }) => holds(role, needs)).map(({ href, label, Icon }) => {
          const here = href === "/admin" ? path === href : path.startsWith(href);
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
