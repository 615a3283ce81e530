import { z } from "zod";

/** Whether a customer has an account. A file of its own, for pages: an object schema would try to compile code, which their policy forbids. */
export const CustomerKind = z.enum(["member", "guest"]);
export type CustomerKind = z.infer<typeof CustomerKind>;

/** The largest number of orders that a list can be filtered by. */
export const ORDERS_FILTER_MAX = 1_000_000;
