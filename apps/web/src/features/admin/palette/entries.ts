import { holds, type Permission, type Role } from "@cartwright/contracts/permissions";

type Named<Kind extends string, Name extends string> = {
  readonly kind: Kind;
  /** Its key in the messages (admin-palette.ts). */
  readonly name: Name;
  readonly href: string;
  /** Who finds it. The page behind it checks again. */
  readonly needs: Permission;
};

const ACTS = [
  { kind: "act", name: "createProduct", href: "/admin/products/new", needs: "products:write" },
  { kind: "act", name: "bulkProducts", href: "/admin/products/bulk", needs: "products:write" },
  { kind: "act", name: "importProducts", href: "/admin/products/import", needs: "products:write" },
  { kind: "act", name: "newDraft", href: "/admin/orders/drafts/new", needs: "orders:edit" },
  { kind: "act", name: "createPromotion", href: "/admin/promotions/new", needs: "promotions:write" },
  { kind: "act", name: "createCategory", href: "/admin/categories/new", needs: "products:write" },
  { kind: "act", name: "createCollection", href: "/admin/collections/new", needs: "products:write" },
  { kind: "act", name: "packOrders", href: "/admin/orders?view=to_pack", needs: "orders:fulfil" },
  { kind: "act", name: "pickList", href: "/admin/orders/pick-list", needs: "orders:read" },
  { kind: "act", name: "shipList", href: "/admin/orders/ship", needs: "orders:fulfil" },
  { kind: "act", name: "decideReturns", href: "/admin/returns", needs: "orders:fulfil" },
  { kind: "act", name: "issueGiftCard", href: "/admin/gift-cards", needs: "gift-cards:write" },
  { kind: "act", name: "adjustStock", href: "/admin/inventory", needs: "inventory:adjust" },
  { kind: "act", name: "repairBooks", href: "/admin/payments", needs: "payments:repair" },
  { kind: "act", name: "pauseQueue", href: "/admin/queues", needs: "queues:operate" },
  { kind: "act", name: "inviteStaff", href: "/admin/staff", needs: "staff:write" },
  { kind: "act", name: "addWebhook", href: "/admin/webhooks", needs: "webhooks:write" },
  { kind: "act", name: "addZone", href: "/admin/settings/shipping", needs: "settings:write" },
  { kind: "act", name: "addRate", href: "/admin/settings/taxes", needs: "settings:write" },
  { kind: "act", name: "addSynonyms", href: "/admin/settings#synonyms", needs: "settings:write" },
] as const satisfies readonly Named<"act", string>[];

const SETTINGS = [
  { kind: "setting", name: "shipping", href: "/admin/settings/shipping", needs: "settings:read" },
  { kind: "setting", name: "taxes", href: "/admin/settings/taxes", needs: "settings:read" },
  { kind: "setting", name: "timeZone", href: "/admin/settings#time-zone", needs: "settings:read" },
  { kind: "setting", name: "invoices", href: "/admin/settings#invoices", needs: "settings:read" },
  { kind: "setting", name: "documents", href: "/admin/settings#documents", needs: "settings:read" },
  { kind: "setting", name: "synonyms", href: "/admin/settings#synonyms", needs: "settings:read" },
] as const satisfies readonly Named<"setting", string>[];

const PAGES = [
  { kind: "more", name: "drafts", href: "/admin/orders/drafts", needs: "orders:read" },
  { kind: "more", name: "ledger", href: "/admin/payments/ledger", needs: "payments:read" },
  { kind: "more", name: "inbound", href: "/admin/payments/webhooks", needs: "payments:read" },
  { kind: "more", name: "security", href: "/account/security", needs: "dashboard:read" },
] as const satisfies readonly Named<"more", string>[];

export type Entry = (typeof ACTS)[number] | (typeof SETTINGS)[number] | (typeof PAGES)[number];

const ENTRIES: readonly Entry[] = [...ACTS, ...SETTINGS, ...PAGES];

/** The acts, settings and pages beside those of the navigation that a role may use. */
export const entriesOf = (role: Role): readonly Entry[] => ENTRIES.filter(({ needs }) => holds(role, needs));
