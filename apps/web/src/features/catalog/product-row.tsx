import type { ProductCard as Card } from "@cartwright/contracts/catalog";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { ProductCard } from "./product-card.tsx";

/** Two columns or four: a row of four products leaves none alone in a line of its own. */
const ROW_GRID = "grid grid-cols-2 gap-x-4 gap-y-10 lg:grid-cols-4 lg:gap-x-6";
const ROW_SIZES = "(min-width: 80rem) 22rem, (min-width: 64rem) 24vw, 46vw";

export interface RowLink {
  readonly href: string;
  readonly title: string;
}

/** The heading of a group of products, with a link to all of them. */
export function RowHeading({ title, more }: { title: string; more?: RowLink | undefined }) {
  return (
    <div className="mb-8 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2 lg:mb-10">
      <h2 className="text-4xl">{title}</h2>
      {more ? (
        <Link
          href={more.href}
          prefetch={false}
          className="inline-flex items-center gap-1.5 py-2 text-sm hover:text-accent"
        >
          {more.title}
          <ArrowRight aria-hidden="true" className="size-4" />
        </Link>
      ) : null}
    </div>
  );
}

interface ProductRowProps {
  /** None for a group that continues the one above. */
  title?: string;
  products: readonly Card[];
  more?: RowLink;
}

/** A group of products; nothing at all when there are none. */
export function ProductRow({ title, products, more }: ProductRowProps) {
  if (products.length === 0) return null;
  return (
    <section className={title === undefined ? "page pt-10 lg:pt-14" : "page pt-section"}>
      {title === undefined ? null : <RowHeading title={title} more={more} />}
      <ul className={ROW_GRID}>
        {products.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} sizes={ROW_SIZES} />
          </li>
        ))}
      </ul>
    </section>
  );
}
