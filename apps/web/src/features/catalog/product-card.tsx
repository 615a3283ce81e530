import type { ProductCard as Card } from "@cartwright/contracts/catalog";
import { formatMoney } from "@cartwright/contracts/amounts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Price } from "@cartwright/ui/price";
import Link from "next/link";
import { Picture } from "./picture.tsx";

/** The `sizes` of a card's picture. */
export const CARD_SIZES = "(min-width: 80rem) 22rem, (min-width: 48rem) 31vw, 46vw";

interface ProductCardProps {
  product: Card;
  sizes?: string;
  priority?: boolean;
  /** The level of its title in the page's outline. */
  as?: "h2" | "h3";
  /** `lg` for the one that leads a page. */
  size?: "md" | "lg";
}

/** One product of a grid. The whole card is the link, named after the product. */
export function ProductCard({
  product,
  sizes = CARD_SIZES,
  priority = false,
  as: Heading = "h3",
  size = "md",
}: ProductCardProps) {
  const t = useTranslations("product");
  const price = formatMoney(product.priceMinor, product.currency);
  const was = product.compareAtMinor === null ? null : formatMoney(product.compareAtMinor, product.currency);
  const varies = product.priceMaxMinor > product.priceMinor;
  return (
    <article className="group/card relative grid content-start gap-3.5">
      <div className="relative overflow-hidden rounded-lg">
        <Picture image={product.image} title={product.title} sizes={sizes} priority={priority} />
        {product.inStock ? null : (
          <span className="absolute bottom-3 left-3 rounded-full bg-paper px-2.5 py-0.5 text-xs font-medium">
            {t("soldOut")}
          </span>
        )}
      </div>
      <div
        className={classNames(
          "grid gap-0.5 sm:grid-cols-[1fr_auto] sm:items-baseline sm:gap-4",
          size === "lg" ? "text-xl" : "text-sm",
        )}
      >
        <Heading className="font-medium">
          <Link
            href={`/products/${product.slug}`}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-offset-3 focus-visible:after:outline-accent"
          >
            {product.title}
          </Link>
        </Heading>
        <Price
          amount={varies ? t("price.from", { price }) : price}
          reduced={was === null ? null : { was, nowLabel: t("price.now"), wasLabel: t("price.before") }}
          className="text-ink-soft sm:justify-end"
        />
      </div>
    </article>
  );
}

/** The grid of product cards. */
export const CARD_GRID = "grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-3 lg:gap-x-6 lg:gap-y-14 xl:grid-cols-4";
