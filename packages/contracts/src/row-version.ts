import { z } from "zod";

/** How often a row was changed; a writer names the one that he read. As wide as its column, so that no number overflows there. */
export const RowVersion = z.int().min(1).max(2_147_483_647);
