import { z } from "zod";

/**
 * How a variant's stock limits its sale. `tracked`: no more is sold than is available. `backorder`: sold below zero, and
 * what is missing ships later. `untracked`: always sold, as if there were no end of it.
 */
export const StockPolicy = z.enum(["tracked", "untracked", "backorder"]);
export type StockPolicy = z.infer<typeof StockPolicy>;

/** Working days until a unit ships that is not in stock. The shop's default is ten. */
export const BackorderDays = z.int().min(1).max(365);

/** What is in stock of a variant that is sold below zero, and how many working days the rest takes to ship. */
export const Backorder = z.strictObject({ inStock: z.int().min(0), days: BackorderDays });
export type Backorder = z.infer<typeof Backorder>;
