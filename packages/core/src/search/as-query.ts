import { PLAN_EACH_TIME } from "@cartwright/db/prepare-statements";
import { type RawBuilder, sql } from "kysely";

/**
 * A search as `readOrderQuery` and its kind return it, for the right side of `@@`. A statement with it is planned for each search: how
 * many rows have a word differs a thousandfold, and the one plan for all words reads hundreds of rows for each that it shows.
 */
export const asQuery = (search: string): RawBuilder<unknown> => sql`${search}::tsquery ${sql.raw(PLAN_EACH_TIME)}`;
