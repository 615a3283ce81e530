import { publicOrigin } from "../../trpc/server.ts";

export const dynamic = "force-dynamic";

/**
 * Search engines have no use for personal pages. Search results say so themselves (`noindex`): a page that must not be read cannot
 * say it.
 */
const CLOSED = ["/api/", "/cart", "/checkout", "/orders/", "/account", "/admin", "/login", "/register", "/shop/"];

export function GET(): Response {
  const lines = [
    "User-agent: *",
    ...CLOSED.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${publicOrigin()}/sitemap.xml`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain; charset=utf-8" } });
}
