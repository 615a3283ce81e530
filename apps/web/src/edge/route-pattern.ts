import { INFO_PATHS } from "@cartwright/contracts/info-pages";

/** Patterns of pages, for metrics: a raw path never becomes a label. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^\/$/, "/"],
  [/^\/c\/[^/]+$/, "/c/[category]"],
  [/^\/collections\/[^/]+$/, "/collections/[collection]"],
  [/^\/products\/[^/]+$/, "/products/[slug]"],
  [/^\/downloads$/, ""],
  [/^\/orders\/[^/]+$/, "/orders/[number]"],
  [/^\/orders\/[^/]+\/open$/, "/orders/[number]/open"],
  [/^\/admin\/orders\/[^/]+$/, "/admin/orders/[number]"],
  [/^\/admin\/products\/[^/]+$/, "/admin/products/[id]"],
  [/^\/admin\/categories\/[^/]+$/, "/admin/categories/[id]"],
  [/^\/admin\/collections\/[^/]+$/, "/admin/collections/[id]"],
  [/^\/admin\/gift-cards\/[^/]+$/, "/admin/gift-cards/[id]"],
  [/^\/admin(\/[a-z-]+)?$/, "/admin/*"],
  [/^\/account(\/[a-z-]+)?$/, "/account/*"],
  [/^\/(search|cart|checkout|login|register|verify|forgot|reset|mailbox)$/, ""],
  [/^\/_next\/static\//, "/_next/static/*"],
  [/^\/_next\//, "/_next/*"],
  [/^\/(favicon\.ico|robots\.txt|icon\.svg|manifest\.webmanifest)$/, ""],
];

/** The pattern of a page's path; an empty pattern in the table means the path itself. */
export function pagePattern(path: string): string {
  if (INFO_PATHS.includes(path)) return path;
  const found = PAGES.find(([shape]) => shape.test(path));
  return found ? found[1] || path : "other";
}

/** Whether a page is the same for everyone and kept by the page cache: no session, no nonce, no cookies. */
export function isPublicPage(path: string): boolean {
  return (
    INFO_PATHS.includes(path) ||
    /^\/(c|collections|products|shop)\//.test(path) ||
    /^\/[a-z-]+\.(xml|txt|svg|ico)$/.test(path)
  );
}
