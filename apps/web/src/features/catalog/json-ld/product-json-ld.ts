import type { Product, Variant } from "@cartwright/contracts/catalog";
import { decimalOfMinor } from "@cartwright/contracts/amounts";
import type { JsonLdNode } from "./write-json-ld.ts";

const OFFERS_MAX = 100;

function availabilityOf({ available, backorder }: Variant): "InStock" | "BackOrder" | "OutOfStock" {
  if (available === 0) return "OutOfStock";
  return backorder?.inStock === 0 ? "BackOrder" : "InStock";
}

/** A product with an offer for each variant. */
export function productJsonLd(product: Product, origin: string): JsonLdNode {
  return {
    "@type": "Product",
    name: product.title,
    description: product.summary,
    brand: { "@type": "Brand", name: product.vendor },
    image: product.images.map((image) => `${origin}/media/${image.key}-1200.webp`),
    url: `${origin}/products/${product.slug}`,
    offers: product.variants.slice(0, OFFERS_MAX).map((variant) => ({
      "@type": "Offer",
      sku: variant.sku,
      price: decimalOfMinor(variant.priceMinor, variant.currency),
      priceCurrency: variant.currency,
      availability: `https://schema.org/${availabilityOf(variant)}`,
      itemCondition: "https://schema.org/NewCondition",
    })),
  };
}
