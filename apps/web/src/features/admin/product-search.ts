import { ProductStatus, Slug } from "@cartwright/contracts/product-status";

/** What the list of products is narrowed to, as it stands in the address: `?q=lamp&category=home&status=draft&stock=low`. */
export interface ProductSearch {
  readonly query: string;
  /** A category's slug, or nothing for all. */
  readonly category: string;
  readonly status: readonly ProductStatus[];
  readonly lowStock: boolean;
}

const QUERY_MAX = 200;

/** Reads the address; what makes no sense is left out, for addresses are typed by people too. */
export function readProductSearch(params: URLSearchParams): ProductSearch {
  const named = new Set(params.getAll("status"));
  const category = Slug.safeParse(params.get("category"));
  return {
    query: (params.get("q") ?? "").slice(0, QUERY_MAX),
    category: category.success ? category.data : "",
    status: ProductStatus.options.filter((status) => named.has(status)),
    lowStock: params.get("stock") === "low",
  };
}

/** The address of a narrowed list. */
export function productSearchPath({ query, category, status, lowStock }: ProductSearch): string {
  const params = new URLSearchParams();
  if (query.trim() !== "") params.set("q", query.trim());
  if (category !== "") params.set("category", category);
  for (const each of status) params.append("status", each);
  if (lowStock) params.set("stock", "low");
  const text = params.toString();
  return text === "" ? "/admin/products" : `/admin/products?${text}`;
}

/** The same as an input of `admin.products.list`. */
export function toProductInput({ query, category, status, lowStock }: ProductSearch) {
  const trimmed = query.trim();
  return {
    ...(trimmed === "" ? {} : { query: trimmed }),
    ...(category === "" ? {} : { category }),
    ...(status.length === 0 ? {} : { status: [...status] }),
    ...(lowStock ? { lowStock } : {}),
  };
}
