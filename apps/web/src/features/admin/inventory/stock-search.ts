import { StockPolicy } from "@cartwright/contracts/stock-policy";
import { listAddress, queryInput, readQuery } from "../shell/list-search.ts";

/** The filters of the stock list, as the URL holds them: `?q=lamp&stock=low&policy=backorder&status=retired`. */
export interface StockSearch {
  readonly query: string;
  readonly low: boolean;
  /** Null for any. */
  readonly policy: StockPolicy | null;
  /** Discontinued variants instead of active ones. */
  readonly retired: boolean;
}

/** Reads the URL. */
export function readStockSearch(params: URLSearchParams): StockSearch {
  return {
    query: readQuery(params),
    low: params.get("stock") === "low",
    policy: StockPolicy.safeParse(params.get("policy")).data ?? null,
    retired: params.get("status") === "retired",
  };
}

/** The URL of a filtered list. */
export function stockSearchPath({ query, low, policy, retired }: StockSearch): string {
  return listAddress("/admin/inventory", [
    ["q", query],
    ["stock", low ? "low" : ""],
    ["policy", policy ?? ""],
    ["status", retired ? "retired" : ""],
  ]);
}

/** The same as an input of `admin.inventory.list`. */
export function toStockInput({ query, low, policy, retired }: StockSearch) {
  return {
    ...queryInput(query),
    ...(low ? { low } : {}),
    ...(policy ? { policy } : {}),
    ...(retired ? { retired } : {}),
  };
}
