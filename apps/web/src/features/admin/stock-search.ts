import { listAddress, queryInput, readQuery } from "./list-search.ts";

/** What the list of stock is narrowed to, as it stands in the address: `?q=lamp&stock=low`. */
export interface StockSearch {
  readonly query: string;
  readonly low: boolean;
}

/** Reads the address. */
export function readStockSearch(params: URLSearchParams): StockSearch {
  return { query: readQuery(params), low: params.get("stock") === "low" };
}

/** The address of a narrowed list. */
export function stockSearchPath({ query, low }: StockSearch): string {
  return listAddress("/admin/inventory", [
    ["q", query],
    ["stock", low ? "low" : ""],
  ]);
}

/** The same as an input of `admin.inventory.list`. */
export function toStockInput({ query, low }: StockSearch) {
  return { ...queryInput(query), ...(low ? { low } : {}) };
}
