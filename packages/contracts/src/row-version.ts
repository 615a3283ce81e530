import { z } from "zod";

/**
 * The version of a row, which increases with each change; a writer names the one it read. One less than its column holds, so
 * that the next one still fits.
 */
export const RowVersion = z.int().min(1).max(2_147_483_646);
