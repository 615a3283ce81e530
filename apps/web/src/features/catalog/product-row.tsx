import type { ProductCard as Card } from "@cartwright/contracts/catalog";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { CARD_GRID, ProductCard } from "./product-card.tsx";

interface ProductRowProps {
  title: string;
  products: readonly Card[];
  more?: { href: string; title: string };
}

/** A titled group of products; nothing at all when there are none. */
export function ProductRow({ title, products, more }: ProductRowProps) {
  if (products.length === 0) return null;
  return (
    <section className="page pt-section">
      <div className="mb-8 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 className="text-3xl">{title}</h2>
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
      <ul className={CARD_GRID}>
        {products.map((product) => (
          <li key={product.id}>
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
    </section>
  );
}
