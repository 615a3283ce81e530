import { type RawBuilder, sql } from "kysely";

/** A time column as microseconds since the epoch, for cursors: a Date keeps only milliseconds. */
export const microsecondsOf = (column: RawBuilder<unknown>): RawBuilder<number> =>
  sql`(extract(epoch from ${column}) * 1000000)::bigint`;

/** The reverse of {@link microsecondsOf}, as a value of a statement. */
export const atMicroseconds = (microseconds: number): RawBuilder<Date> =>
  sql`'epoch'::timestamptz + ${microseconds}::bigint * interval '1 microsecond'`;
