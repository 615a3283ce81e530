import { publicOrigin } from "../../trpc/server.ts";

export const dynamic = "force-dynamic";

/** Pages that are somebody's own, or endless, are of no use to a search engine. */
const CLOSED = [
  "/api/",
  "/cart",
  "/checkout",
  "/orders/",
  "/account",
  "/admin",
  "/login",
  "/register",
  "/search",
  "/shop/",
];

export function GET(): Response {
  const lines = [
    "User-agent: *",
    ...CLOSED.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${publicOrigin()}/sitemap.xml`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain; charset=utf-8" } });
}
