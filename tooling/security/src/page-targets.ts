import { MARK, type ScanTarget } from "./scan-target.ts";

/** What pages are asked for by: paths with something of the visitor's in them, and every parameter that a page reads. */
interface PageSamples {
  readonly slug: string;
  readonly category: string;
  readonly orderNumber: string;
  readonly customerId: string;
  readonly productId: string;
}

const page = (name: string, path: string, as: ScanTarget["as"] = "nobody"): ScanTarget => ({
  name,
  as,
  method: "GET",
  path,
});

export function pageTargets({ slug, category, orderNumber, customerId, productId }: PageSamples): ScanTarget[] {
  return [
    page("/search", `/search?q=mug&category=${category}&min=1&max=900&stock=1&sort=price_asc&o.Size=M`),
    page("/c/[category]", `/c/${category}${MARK}`),
    page("/c/[category], narrowed", `/c/${category}?q=mug&min=1&max=900&stock=1&sort=newest&o.Size=M`),
    page("/products/[slug]", `/products/${slug}${MARK}`),
    page("/orders/[number]", `/orders/${orderNumber}${MARK}?key=abc`),
    page("/orders/[number] of an account", `/orders/${orderNumber}${MARK}`, "shopper"),
    page("/login", "/login?next=/account&callbackUrl=/account"),
    page("/api/auth/signin", "/api/auth/signin?callbackUrl=/account&error=x"),
    page("/media", `/media/products/${slug}/x${MARK}.webp`),
    page("/admin/orders", "/admin/orders?q=mug&status=paid", "admin"),
    page("/admin/orders/[number]", `/admin/orders/${orderNumber}${MARK}`, "admin"),
    page("/admin/products", `/admin/products?q=mug&category=${category}&status=active&stock=low`, "admin"),
    page("/admin/products/[id]", `/admin/products/${productId}${MARK}`, "admin"),
    page("/admin/inventory", "/admin/inventory?q=mug&stock=low", "admin"),
    page("/admin/customers", "/admin/customers?q=mug&status=active", "admin"),
    page("/admin/customers/[id]", `/admin/customers/${customerId}${MARK}`, "admin"),
    page("/admin/orders/ship", "/admin/orders/ship?q=a", "admin"),
    page("/admin/returns", "/admin/returns?q=a&state=approved", "admin"),
    page("/admin/payments", "/admin/payments?kind=stuck&state=resolved", "admin"),
    page("/admin/payments/ledger", "/admin/payments/ledger?q=CW-7F4K-9QXM&account=provider_fees", "admin"),
    page("/admin/queues", "/admin/queues?q=a&cause=b&state=replayed", "admin"),
    page("/admin/audit", "/admin/audit?who=a&action=b&area=c&target=d&from=2026-01-01&to=2026-12-31", "admin"),
  ];
}

const JSON_TYPE = "application/json";

/** What is not a procedure and not a page: the door, what browsers and the provider send, and the headers that are kept. */
export function otherTargets(csrfToken: string): ScanTarget[] {
  const form = new URLSearchParams({
    // Not the account that the scan registers: a log-in as another account would end the session of the scan.
    email: "nobody@example.com",
    password: "never the right one 7",
    code: "123456",
    callbackUrl: "/account",
    json: "true",
    csrfToken,
  });
  const me = "/api/trpc/account.visitor";
  return [
    {
      name: "log-in",
      // Its form needs a token that fits the cookies; who is logged in may log in again.
      as: "shopper",
      method: "POST",
      path: "/api/auth/callback/credentials",
      body: { type: "application/x-www-form-urlencoded", text: form.toString() },
    },
    {
      name: "webhook",
      as: "nobody",
      method: "POST",
      path: "/api/webhooks/sandbox",
      body: { type: JSON_TYPE, text: JSON.stringify({ id: "evt_1", type: "charge.succeeded", data: { id: "ch_1" } }) },
    },
    {
      name: "policy report",
      as: "nobody",
      method: "POST",
      path: "/api/csp-report",
      body: { type: "application/csp-report", text: JSON.stringify({ "csp-report": { "document-uri": "x" } }) },
    },
    {
      name: "headers",
      as: "nobody",
      method: "GET",
      path: me,
      headers: headersOf(["User-Agent", "X-Forwarded-For", "Referer"]),
    },
    { name: "cookies", as: "nobody", method: "GET", path: me, headers: { Cookie: COOKIES } },
  ];
}

const headersOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `10.0.0.1${MARK}`]));
const COOKIES = ["session", "refresh", "guest", "csrf", "step"].map((name) => `cartwright-${name}=x${MARK}`).join("; ");
