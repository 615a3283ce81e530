/** Patterns of pages, for metrics: a raw path never becomes a label. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^\/$/, "/"],
  [/^\/c\/[^/]+$/, "/c/[category]"],
  [/^\/products\/[^/]+$/, "/products/[slug]"],
  [/^\/orders\/[^/]+$/, "/orders/[number]"],
  [/^\/orders\/[^/]+\/open$/, "/orders/[number]/open"],
  [/^\/admin\/orders\/[^/]+$/, "/admin/orders/[number]"],
  [/^\/admin\/products\/[^/]+$/, "/admin/products/[id]"],
  [/^\/admin(\/[a-z-]+)?$/, "/admin/*"],
  [/^\/account(\/[a-z-]+)?$/, "/account/*"],
  [/^\/(contact|privacy|terms|imprint|returns)$/, ""],
  [/^\/(search|cart|checkout|login|register|verify|forgot|reset|mailbox)$/, ""],
  [/^\/_next\/static\//, "/_next/static/*"],
  [/^\/_next\//, "/_next/*"],
  [/^\/(favicon\.ico|robots\.txt|sitemap\.xml|icon\.svg|manifest\.webmanifest)$/, ""],
];

/** The pattern of a page's path; an empty pattern in the table means the path itself. */
export function pagePattern(path: string): string {
  const found = PAGES.find(([shape]) => shape.test(path));
  return found ? found[1] || path : "other";
}

/** Whether a page is the same for everyone and kept by the page cache: no session, no nonce, no cookies. */
export function isPublicPage(path: string): boolean {
  const isInfo = /^\/(contact|privacy|terms|imprint|returns)$/.test(path);
  return path === "/" || isInfo || /^\/(c|products|shop)\//.test(path) || /^\/[a-z-]+\.(xml|txt|svg|ico)$/.test(path);
}
