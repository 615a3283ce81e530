import type { ProductCard } from "@cartwright/contracts/catalog";
import { SHOP_NAME } from "@cartwright/messages/shop-name";
import type { JsonLdNode } from "./write-json-ld.ts";

interface Step {
  readonly href: string;
  readonly title: string;
}

/** The path to a page, the page itself last. */
export function breadcrumbJsonLd(steps: readonly Step[], origin: string): JsonLdNode {
  return {
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ href, title }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: title,
      item: new URL(href, origin).href,
    })),
  };
}

/** The products of a list, in the order of the page. */
export function listJsonLd(products: readonly Pick<ProductCard, "slug" | "title">[], origin: string): JsonLdNode {
  return {
    "@type": "ItemList",
    itemListElement: products.map(({ slug, title }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: title,
      url: `${origin}/products/${slug}`,
    })),
  };
}

/** The shop as a company and as a site that can be searched. */
export function shopJsonLd(description: string, origin: string): readonly JsonLdNode[] {
  return [
    { "@type": "Organization", "@id": `${origin}/#shop`, name: SHOP_NAME, url: origin, logo: `${origin}/icon.svg` },
    {
      "@type": "WebSite",
      name: SHOP_NAME,
      url: origin,
      description,
      publisher: { "@id": `${origin}/#shop` },
      potentialAction: {
        "@type": "SearchAction",
        target: `${origin}/search?q={search_term_string}`,
        "query-input": "required name=search_term_string",
      },
    },
  ];
}
