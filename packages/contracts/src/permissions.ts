import { z } from "zod";

export const Role = z.enum(["shopper", "support", "manager", "admin"]);
export type Role = z.infer<typeof Role>;

export const StaffRole = Role.exclude(["shopper"]);
export type StaffRole = z.infer<typeof StaffRole>;

/** The permissions of staff. A procedure of the back office names exactly one; anything else is refused. */
export const PERMISSIONS = {
  "dashboard:read": ["support", "manager", "admin"],
  "orders:read": ["support", "manager", "admin"],
  "orders:cancel": ["support", "manager", "admin"],
  "orders:refund": ["manager", "admin"],
  "orders:edit": ["support", "manager", "admin"],
  "orders:fulfil": ["support", "manager", "admin"],
  "sagas:read": ["support", "manager", "admin"],
  "sagas:operate": ["manager", "admin"],
  "products:read": ["support", "manager", "admin"],
  "products:write": ["manager", "admin"],
  "inventory:read": ["support", "manager", "admin"],
  "inventory:adjust": ["manager", "admin"],
  "customers:read": ["support", "manager", "admin"],
  "customers:edit": ["support", "manager", "admin"],
  "customers:merge": ["manager", "admin"],
  "customers:erase": ["manager", "admin"],
  "customers:unlock": ["support", "manager", "admin"],
  "customers:end-sessions": ["support", "manager", "admin"],
  "customers:disable": ["manager", "admin"],
  "customers:reset-second-factor": ["manager", "admin"],
  "promotions:read": ["support", "manager", "admin"],
  "promotions:write": ["manager", "admin"],
  "queues:read": ["support", "manager", "admin"],
  "queues:operate": ["manager", "admin"],
  "payments:read": ["manager", "admin"],
  "payments:repair": ["manager", "admin"],
  "gift-cards:read": ["support", "manager", "admin"],
  "gift-cards:write": ["manager", "admin"],
  "audit:read": ["admin"],
  "staff:read": ["manager", "admin"],
  "staff:write": ["admin"],
  "webhooks:read": ["manager", "admin"],
  "webhooks:replay": ["manager", "admin"],
  "webhooks:write": ["admin"],
  "settings:read": ["manager", "admin"],
  "settings:write": ["admin"],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof PERMISSIONS;

/** Whether a role holds a permission. */
export function holds(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}

/** Every role except shopper is staff. */
export function isStaff(role: Role): boolean {
  return role !== "shopper";
}
