import { z } from "zod";

/**
 * How a variant's stock limits its sale. `tracked`: no more is sold than is available. `backorder`: sold below zero, and
 * what is missing ships later. `untracked`: always sold, as if there were no end of it.
 */
export const StockPolicy = z.enum(["tracked", "untracked", "backorder"]);
export type StockPolicy = z.infer<typeof StockPolicy>;
