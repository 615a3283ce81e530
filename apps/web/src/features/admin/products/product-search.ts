import { ProductStatus, Slug } from "@cartwright/contracts/product-status";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the products list, as the URL holds them: `?q=lamp&category=home&status=draft&stock=low`. */
export interface ProductSearch {
  readonly query: string;
  /** A category's slug, or an empty string for all. */
  readonly category: string;
  readonly status: readonly ProductStatus[];
  readonly lowStock: boolean;
}

/** Reads the URL. Invalid values are ignored, because people type URLs too. */
export function readProductSearch(params: URLSearchParams): ProductSearch {
  const named = new Set(params.getAll("status"));
  const category = Slug.safeParse(params.get("category"));
  return {
    query: readQuery(params),
    category: category.success ? category.data : "",
    status: ProductStatus.options.filter((status) => named.has(status)),
    lowStock: params.get("stock") === "low",
  };
}

/** The URL of a filtered list. */
export function productSearchPath({ query, category, status, lowStock }: ProductSearch): string {
  return listAddress("/admin/products", [
    ["q", query],
    ["category", category],
    ...status.map((each) => ["status", each] as const),
    ["stock", lowStock ? "low" : ""],
  ]);
}

/** The same as an input of `admin.products.list`. */
export function toProductInput({ query, category, status, lowStock }: ProductSearch) {
  return {
    ...queryInput(query),
    ...(category === "" ? {} : { category }),
    ...(status.length === 0 ? {} : { status: [...status] }),
    ...(lowStock ? { lowStock } : {}),
  };
}
