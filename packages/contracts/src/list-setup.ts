import { z } from "zod";
import type { Permission } from "./permissions.ts";
import { RowVersion } from "./row-version.ts";
import { line } from "./text.ts";

/** The lists whose views can be saved, and whose columns can be chosen. */
export const SetUpList = z.enum(["orders", "products", "customers", "inventory"]);
export type SetUpList = z.infer<typeof SetUpList>;

/** Who may read each list. */
export const LIST_PERMISSIONS = {
  orders: "orders:read",
  products: "products:read",
  customers: "customers:read",
  inventory: "inventory:read",
} as const satisfies Record<SetUpList, Permission>;

/** The columns of each list that can be hidden. The first column names the row and stays. */
export const LIST_COLUMNS = {
  orders: ["placed", "customer", "items", "total", "payment", "fulfillment"],
  products: ["status", "category", "available", "price", "changed"],
  customers: ["email", "kind", "tags", "orders", "spent", "lastOrder", "status", "joined"],
  inventory: ["sku", "onHand", "reserved", "available"],
} as const satisfies Record<SetUpList, readonly string[]>;
export type ListColumnOf<List extends SetUpList> = (typeof LIST_COLUMNS)[List][number];

export const ListColumn = z.enum([
  ...new Set([...LIST_COLUMNS.orders, ...LIST_COLUMNS.products, ...LIST_COLUMNS.customers, ...LIST_COLUMNS.inventory]),
]);
export type ListColumn = z.infer<typeof ListColumn>;
const HIDDEN_MAX = 20;

/** How many views one person may have saved, over all lists. */
export const VIEWS_MAX = 50;
/** How many views a list shows: one's own, and those that others share. */
export const VIEWS_SHOWN_MAX = 200;
export const VIEW_NAME_MAX = 60;
const VIEW_QUERY_MAX = 2_000;

/** What follows the question mark in the address of a filtered list: its whole state. */
const ViewQuery = z
  .string()
  .max(VIEW_QUERY_MAX)
  .regex(/^[^\s#]*$/);

export const SavedView = z.strictObject({
  id: z.uuid(),
  version: RowVersion,
  name: z.string(),
  query: z.string(),
  /** All staff who may read the list see it. */
  shared: z.boolean(),
  /** Who shared it, where that is someone else. Null for one's own, and when their account is gone. */
  author: z.string().nullable(),
  mine: z.boolean(),
  /** Whether the reader may change and delete it. */
  mayChange: z.boolean(),
});
export type SavedView = z.infer<typeof SavedView>;

/** A list as one person has set it up. */
export const ListSetup = z.strictObject({
  /** By name. */
  views: z.array(SavedView).max(VIEWS_SHOWN_MAX),
  hidden: z.array(ListColumn),
});
export type ListSetup = z.infer<typeof ListSetup>;

export const GetListSetup = z.strictObject({ list: SetUpList });

/** Adds a view, or changes the one with this id and version. */
export const SaveView = z.strictObject({
  list: SetUpList,
  view: z.strictObject({ id: z.uuid(), version: RowVersion }).optional(),
  name: line(VIEW_NAME_MAX),
  query: ViewQuery,
  shared: z.boolean(),
});
export type SaveView = z.infer<typeof SaveView>;

export const RemoveView = z.strictObject({ list: SetUpList, id: z.uuid(), version: RowVersion });
export type RemoveView = z.infer<typeof RemoveView>;

/** Which columns of a list the person does not want to see. */
export const HideColumns = z.strictObject({ list: SetUpList, hidden: z.array(ListColumn).max(HIDDEN_MAX) });
export type HideColumns = z.infer<typeof HideColumns>;
