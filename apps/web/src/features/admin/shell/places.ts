import type { Permission } from "@cartwright/contracts/permissions";
import {
  BadgePercent,
  Gift,
  IdCardLanyard,
  LayoutGrid,
  LibraryBig,
  ListTree,
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

/** A page of the navigation. */
interface Place {
  readonly href: string;
  readonly page:
    | "dashboard"
    | "orders"
    | "returns"
    | "products"
    | "categories"
    | "collections"
    | "inventory"
    | "customers"
    | "promotions"
    | "giftCards"
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

/** The pages of the navigation, in order. */
export const PLACES: readonly Place[] = [
  { href: "/admin", page: "dashboard", Icon: LayoutGrid, needs: "dashboard:read" },
  { href: "/admin/orders", page: "orders", Icon: ReceiptText, needs: "orders:read" },
  { href: "/admin/returns", page: "returns", Icon: PackageOpen, needs: "orders:read" },
  { href: "/admin/products", page: "products", Icon: Package, needs: "products:read" },
  { href: "/admin/categories", page: "categories", Icon: ListTree, needs: "products:read" },
  { href: "/admin/collections", page: "collections", Icon: LibraryBig, needs: "products:read" },
  { href: "/admin/inventory", page: "inventory", Icon: Warehouse, needs: "inventory:read" },
  { href: "/admin/customers", page: "customers", Icon: UsersRound, needs: "customers:read" },
  { href: "/admin/promotions", page: "promotions", Icon: BadgePercent, needs: "promotions:read" },
  { href: "/admin/gift-cards", page: "giftCards", Icon: Gift, needs: "gift-cards:read" },
  { href: "/admin/payments", page: "payments", Icon: Scale, needs: "payments:read" },
  { href: "/admin/staff", page: "staff", Icon: IdCardLanyard, needs: "staff:read" },
  { href: "/admin/queues", page: "queues", Icon: MailWarning, needs: "queues:read" },
  { href: "/admin/webhooks", page: "webhooks", Icon: Webhook, needs: "webhooks:read" },
  { href: "/admin/audit", page: "audit", Icon: ScrollText, needs: "audit:read" },
  { href: "/admin/settings", page: "settings", Icon: Settings, needs: "settings:read" },
];
