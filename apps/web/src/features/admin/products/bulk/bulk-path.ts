import { type ProductSearch, productSearchPath } from "../product-search.ts";

/** The address of the grid for some products, or without any for those that the list shows for a search. */
export function bulkPath(search: ProductSearch, ids: readonly string[] = []): string {
  const query = ids.length > 0 ? new URLSearchParams(ids.map((id) => ["id", id])).toString() : filterOf(search);
  return query === "" ? "/admin/products/bulk" : `/admin/products/bulk?${query}`;
}

const filterOf = (search: ProductSearch) => productSearchPath(search).split("?")[1] ?? "";
