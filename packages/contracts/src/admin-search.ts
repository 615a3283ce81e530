import { z } from "zod";
import { AdminOrderRow } from "./admin.ts";
import { CustomerRow } from "./admin-people.ts";
import { AdminProductRow } from "./admin-products.ts";
import { AdminPromotionRow } from "./promotions.ts";
import { line } from "./text.ts";

/** How many of each kind one search shows. */
export const FOUND_MAX = 5;
/** One letter would find half of everything. */
export const SEARCH_LENGTH_MIN = 2;

/** A search over everything that staff look up by name, number or code. */
export const SearchEverything = z.strictObject({ query: line(200).min(SEARCH_LENGTH_MIN) });

/** What was found, newest first. A kind that the person may not read is empty. */
export const FoundEverywhere = z.strictObject({
  orders: z
    .array(
      AdminOrderRow.pick({ number: true, email: true, customer: true, match: true, totalMinor: true, currency: true }),
    )
    .max(FOUND_MAX),
  customers: z.array(CustomerRow.pick({ id: true, email: true, firstName: true, lastName: true })).max(FOUND_MAX),
  products: z.array(AdminProductRow.pick({ id: true, title: true, status: true, category: true })).max(FOUND_MAX),
  promotions: z.array(AdminPromotionRow.pick({ id: true, title: true, code: true, state: true })).max(FOUND_MAX),
});
export type FoundEverywhere = z.infer<typeof FoundEverywhere>;
