import { z } from "zod";

/**
 * The version of a row, which increases with each change; a writer names the one it read. As wide as its column, so that no
 * number overflows there.
 */
export const RowVersion = z.int().min(1).max(2_147_483_647);
