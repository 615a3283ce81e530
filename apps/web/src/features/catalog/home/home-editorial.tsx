import type { ProductCard as Card } from "@cartwright/contracts/catalog";
import { ProductCard } from "../product-card.tsx";
import { RowHeading, type RowLink } from "../product-row.tsx";

interface HomeEditorialProps {
  title: string;
  more: RowLink;
  products: readonly Card[];
}

const LARGE = "(min-width: 92rem) 58rem, (min-width: 48rem) 62vw, 94vw";
const SMALL = "(min-width: 92rem) 28rem, (min-width: 48rem) 30vw, 46vw";

/** The first picks of the month: one large picture and two small ones beside it. Without three products there is no grid. */
export function HomeEditorial({ title, more, products: [large, ...small] }: HomeEditorialProps) {
  if (!large || small.length < 2) return null;
  return (
    <section className="page pt-section">
      <RowHeading title={title} more={more} />
      <ul className="grid grid-cols-2 gap-x-4 gap-y-10 md:grid-cols-[2.2fr_1fr] md:grid-rows-[auto_1fr] lg:gap-x-6">
        <li className="col-span-2 md:col-span-1 md:row-span-2">
          <ProductCard product={large} sizes={LARGE} size="lg" />
        </li>
        {small.slice(0, 2).map((product) => (
          <li key={product.id}>
            <ProductCard product={product} sizes={SMALL} />
          </li>
        ))}
      </ul>
    </section>
  );
}
