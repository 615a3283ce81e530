import type { ProductCard, Suggestions } from "@cartwright/contracts/catalog";

interface Option {
  readonly href: string;
  readonly title: string;
  /** The product, where it is one. */
  readonly product?: ProductCard;
}

export interface SuggestionGroup {
  readonly name: "searches" | "categories" | "products";
  readonly options: readonly Option[];
}

/** The suggestions in display order, without empty groups. */
export function toGroups({ products, categories, searches }: Suggestions): SuggestionGroup[] {
  const groups: SuggestionGroup[] = [
    {
      name: "searches",
      options: searches.map((query) => ({ href: `/search?q=${encodeURIComponent(query)}`, title: query })),
    },
    { name: "categories", options: categories.map(({ slug, title }) => ({ href: `/c/${slug}`, title })) },
    {
      name: "products",
      options: products.map((product) => ({ href: `/products/${product.slug}`, title: product.title, product })),
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
