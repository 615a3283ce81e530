import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** What the list of stock is narrowed to, as it stands in the address: `?q=lamp&stock=low&status=retired`. */
export interface StockSearch {
  readonly query: string;
  readonly low: boolean;
  /** What is no longer sold in place of what is. */
  readonly retired: boolean;
}

/** Reads the address. */
export function readStockSearch(params: URLSearchParams): StockSearch {
  return {
    query: readQuery(params),
    low: params.get("stock") === "low",
    retired: params.get("status") === "retired",
  };
}

/** The address of a narrowed list. */
export function stockSearchPath({ query, low, retired }: StockSearch): string {
  return listAddress("/admin/inventory", [
    ["q", query],
    ["stock", low ? "low" : ""],
    ["status", retired ? "retired" : ""],
  ]);
}

/** The same as an input of `admin.inventory.list`. */
export function toStockInput({ query, low, retired }: StockSearch) {
  return { ...queryInput(query), ...(low ? { low } : {}), ...(retired ? { retired } : {}) };
}
