import { z } from "zod";

/** The lists of the back office that can be exported as CSV. */
export const ListFileName = z.enum(["orders", "returns", "customers", "products", "stock", "audit", "documents"]);
export type ListFileName = z.infer<typeof ListFileName>;

/** The longest filter, as JSON. */
export const LIST_FILTER_MAX = 4_000;

/** The address of a list as a file. `filter` is the input of the list's procedure without the page. */
export function listFilePath(list: ListFileName, filter: Readonly<Record<string, unknown>> = {}): string {
  const path = `/api/admin/lists/${list}.csv`;
  return Object.keys(filter).length === 0
    ? path
    : `${path}?${new URLSearchParams({ filter: JSON.stringify(filter) }).toString()}`;
}
