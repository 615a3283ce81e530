import type { ProductCard as Card } from "@cartwright/contracts/catalog";
import { formatMoney } from "@cartwright/contracts/amounts";
import { Price } from "@cartwright/ui/price";
import Link from "next/link";
import { Picture } from "./picture.tsx";

/** How wide a card of the grid is shown. */
export const CARD_SIZES = "(min-width: 80rem) 22rem, (min-width: 48rem) 31vw, 46vw";

interface ProductCardProps {
  product: Card;
  sizes?: string;
  priority?: boolean;
  /** The level of its title in the page's outline. */
  as?: "h2" | "h3";
}

/** One product of a grid. The whole card is the link; its name is the product's. */
export function ProductCard({ product, sizes = CARD_SIZES, priority = false, as: Heading = "h3" }: ProductCardProps) {
  const price = formatMoney(product.priceMinor, product.currency);
  const was = product.compareAtMinor === null ? null : formatMoney(product.compareAtMinor, product.currency);
  const varies = product.priceMaxMinor > product.priceMinor;
  return (
    <article className="group/card relative grid content-start gap-3.5">
      <div className="relative overflow-hidden rounded-lg">
        <Picture image={product.image} title={product.title} sizes={sizes} priority={priority} />
        {product.inStock ? null : (
          <span className="absolute bottom-3 left-3 rounded-full bg-paper px-2.5 py-0.5 text-xs font-medium">
            Sold out
          </span>
        )}
      </div>
      <div className="grid gap-0.5 text-sm sm:grid-cols-[1fr_auto] sm:gap-4">
        <Heading className="font-medium">
          <Link
            href={`/products/${product.slug}`}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-offset-3 focus-visible:after:outline-accent"
          >
            {product.title}
          </Link>
        </Heading>
        <Price amount={varies ? `from ${price}` : price} was={was} className="text-ink-soft sm:justify-end" />
      </div>
    </article>
  );
}

/** The grid that cards stand in, everywhere. */
export const CARD_GRID = "grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-3 lg:gap-x-6 lg:gap-y-14 xl:grid-cols-4";
