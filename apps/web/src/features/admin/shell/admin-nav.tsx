"use client";

import { holds, type Permission, type Role } from "@cartwright/contracts/permissions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import {
  BadgePercent,
  IdCardLanyard,
  LayoutGrid,
  LibraryBig,
  MailWarning,
  type LucideIcon,
  Package,
  PackageOpen,
  ReceiptText,
  Scale,
  ScrollText,
  Settings,
  UsersRound,
  Warehouse,
  Webhook,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

interface Place {
  readonly href: string;
  readonly page:
    | "dashboard"
    | "orders"
    | "returns"
    | "products"
    | "collections"
    | "inventory"
    | "customers"
    | "promotions"
    | "payments"
    | "staff"
    | "queues"
    | "webhooks"
    | "audit"
    | "settings";
  readonly Icon: LucideIcon;
  /** The permission that the page needs. The page checks it again. */
  readonly needs: Permission;
}

const PLACES: readonly Place[] = [
  { href: "/admin", page: "dashboard", Icon: LayoutGrid, needs: "dashboard:read" },
  { href: "/admin/orders", page: "orders", Icon: ReceiptText, needs: "orders:read" },
  { href: "/admin/returns", page: "returns", Icon: PackageOpen, needs: "orders:read" },
  { href: "/admin/products", page: "products", Icon: Package, needs: "products:read" },
  { href: "/admin/collections", page: "collections", Icon: LibraryBig, needs: "products:read" },
  { href: "/admin/inventory", page: "inventory", Icon: Warehouse, needs: "inventory:read" },
  { href: "/admin/customers", page: "customers", Icon: UsersRound, needs: "customers:read" },
  { href: "/admin/promotions", page: "promotions", Icon: BadgePercent, needs: "promotions:read" },
  { href: "/admin/payments", page: "payments", Icon: Scale, needs: "payments:read" },
  { href: "/admin/staff", page: "staff", Icon: IdCardLanyard, needs: "staff:read" },
  { href: "/admin/queues", page: "queues", Icon: MailWarning, needs: "queues:read" },
  { href: "/admin/webhooks", page: "webhooks", Icon: Webhook, needs: "webhooks:read" },
  { href: "/admin/audit", page: "audit", Icon: ScrollText, needs: "audit:read" },
  { href: "/admin/settings", page: "settings", Icon: Settings, needs: "settings:read" },
];

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
