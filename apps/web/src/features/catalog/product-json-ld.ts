import type { Product, Variant } from "@cartwright/contracts/catalog";
import { decimalOfMinor } from "@cartwright/contracts/amounts";

const OFFERS_MAX = 100;

function availabilityOf({ available, backorder }: Variant): "InStock" | "BackOrder" | "OutOfStock" {
  if (available === 0) return "OutOfStock";
  return backorder?.inStock === 0 ? "BackOrder" : "InStock";
}

/**
 * The product for search engines (schema.org), as the text of a script element. It is data, never run; `<` is escaped so
 * that no title can end the element.
 */
export function productJsonLd(product: Product, origin: string): string {
  const data = {
    "@context": "https://schema.org",
    "@type": "Product",
    name: product.title,
    description: product.summary,
    ...(product.vendor === "" ? {} : { brand: { "@type": "Brand", name: product.vendor } }),
    image: product.images.map((image) => `${origin}/media/${image.key}-1200.webp`),
    url: `${origin}/products/${product.slug}`,
    offers: product.variants.slice(0, OFFERS_MAX).map((variant) => ({
      "@type": "Offer",
      // Undefined stays out of JSON.
      sku: variant.sku ?? undefined,
      price: decimalOfMinor(variant.priceMinor, variant.currency),
      priceCurrency: variant.currency,
      availability: `https://schema.org/${availabilityOf(variant)}`,
      itemCondition: "https://schema.org/NewCondition",
    })),
  };
  return JSON.stringify(data).replaceAll("<", String.raw`\u003c`);
}
