/** What the list of stock is narrowed to, as it stands in the address: `?q=lamp&stock=low`. */
export interface StockSearch {
  readonly query: string;
  readonly low: boolean;
}

const QUERY_MAX = 200;

/** Reads the address. */
export function readStockSearch(params: URLSearchParams): StockSearch {
  return { query: (params.get("q") ?? "").slice(0, QUERY_MAX), low: params.get("stock") === "low" };
}

/** The address of a narrowed list. */
export function stockSearchPath({ query, low }: StockSearch): string {
  const params = new URLSearchParams();
  if (query.trim() !== "") params.set("q", query.trim());
  if (low) params.set("stock", "low");
  const text = params.toString();
  return text === "" ? "/admin/inventory" : `/admin/inventory?${text}`;
}

/** The same as an input of `admin.inventory.list`. */
export function toStockInput({ query, low }: StockSearch) {
  const trimmed = query.trim();
  return { ...(trimmed === "" ? {} : { query: trimmed }), ...(low ? { low } : {}) };
}
