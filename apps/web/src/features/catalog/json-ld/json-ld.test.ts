import { expect, test } from "vitest";
import type { Product } from "@cartwright/contracts/catalog";
import { ProductId, VariantId } from "@cartwright/contracts/ids";
import { breadcrumbJsonLd, listJsonLd, shopJsonLd } from "./page-json-ld.ts";
import { productJsonLd } from "./product-json-ld.ts";
import { type JsonLdNode, writeJsonLd } from "./write-json-ld.ts";

const ORIGIN = "https://shop.example";

/** A product that has only what it must have. */
const BARE: Product = {
  id: ProductId.parse("00000000-0000-4000-8000-000000000001"),
  slug: "jug",
  title: "Jug </script>",
  description: "",
  summary: "",
  seoTitle: null,
  vendor: "",
  category: null,
  tags: [],
  images: [],
  options: [],
  variants: [
    {
      id: VariantId.parse("00000000-0000-4000-8000-000000000002"),
      sku: null,
      title: "",
      options: {},
      priceMinor: 1250,
      compareAtMinor: null,
      currency: "EUR",
      available: 0,
      backorder: null,
      imageKey: null,
    },
  ],
  specifications: [],
};

const graphOf = (...nodes: readonly JsonLdNode[]): unknown => {
  const { "@graph": graph } = JSON.parse(writeJsonLd(nodes)) as { "@graph": unknown }; // written above
  return graph;
};

test("a product without pictures, text, brand and SKU names none of them", () => {
  expect(graphOf(productJsonLd(BARE, ORIGIN))).toEqual([
    {
      "@type": "Product",
      name: "Jug </script>",
      url: `${ORIGIN}/products/jug`,
      offers: [
        {
          "@type": "Offer",
          price: "12.50",
          priceCurrency: "EUR",
          availability: "https://schema.org/OutOfStock",
          itemCondition: "https://schema.org/NewCondition",
        },
      ],
    },
  ]);
  expect(writeJsonLd([productJsonLd({ ...BARE, variants: [] }, ORIGIN)])).not.toMatch(/\[\]|""|null|<\//);
});

test.each<[string, readonly JsonLdNode[], number]>([
  ["an empty list", [listJsonLd([], ORIGIN)], 0],
  ["a list", [listJsonLd([BARE], ORIGIN)], 1],
  ["an empty breadcrumb", [breadcrumbJsonLd([], ORIGIN)], 0],
  ["a breadcrumb", [breadcrumbJsonLd([{ href: "/", title: "Home" }], ORIGIN)], 1],
  ["the shop without a description", shopJsonLd("", ORIGIN), 2],
])("the structured data of %s contains nothing empty", (_, nodes, count) => {
  const graph = graphOf(...nodes);
  expect(graph).toHaveLength(count);
  expect(JSON.stringify(graph).replace(/^\[\]$/, "")).not.toMatch(/\[\]|""|\{\}|null/);
});

test("a breadcrumb gives every step a whole address, in order", () => {
  const steps = [
    { href: "/", title: "Home" },
    { href: "/c/kitchen", title: "Kitchen" },
  ];
  expect(graphOf(breadcrumbJsonLd(steps, ORIGIN))).toMatchObject([
    {
      itemListElement: [
        { position: 1, item: `${ORIGIN}/` },
        { position: 2, item: `${ORIGIN}/c/kitchen` },
      ],
    },
  ]);
});
