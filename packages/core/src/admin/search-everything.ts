import { FOUND_MAX, type FoundEverywhere } from "@cartwright/contracts/admin-search";
import type { Permission } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import { listCustomers } from "./customers/list-customers.ts";
import { listOrdersForStaff } from "./list-orders.ts";
import { listProductsForStaff } from "./list-products.ts";
import { listPromotions } from "./promotions/list-promotions.ts";

interface Search {
  readonly query: string;
  /** What the person may do. What they may not read is not looked for. */
  readonly may: (permission: Permission) => boolean;
}

/** The first few orders, customers, products and promotions that the search of each list finds, newest first. */
export async function searchEverything(db: Db, { query, may }: Search): Promise<FoundEverywhere> {
  const input = { query, limit: FOUND_MAX };
  const nothing = { items: [] };
  const [orders, customers, products, promotions] = await Promise.all([
    may("orders:read") ? listOrdersForStaff(db, input) : nothing,
    may("customers:read") ? listCustomers(db, input) : nothing,
    may("products:read") ? listProductsForStaff(db, input) : nothing,
    may("promotions:read") ? listPromotions(db, input) : nothing,
  ]);
  return {
    orders: orders.items.map(({ number, email, customer, match, totalMinor, currency }) => {
      return { number, email, customer, match, totalMinor, currency };
    }),
    customers: customers.items.map(({ id, email, firstName, lastName }) => ({ id, email, firstName, lastName })),
    products: products.items.map(({ id, title, status, category }) => ({ id, title, status, category })),
    promotions: promotions.items.map(({ id, title, code, state }) => ({ id, title, code, state })),
  };
}
