import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { pagesOf } from "./cursor.sql.ts";
import type { HandledRow } from "./row-handles.ts";

const ROWS_PER_BATCH = 500;

/**
 * The rows of a file with those of each product together, in the order in which the products begin. PostgreSQL sorts them, on
 * disk if need be; a page of rows is in memory. `onBatch` is called after each that is read, and may end it.
 */
export async function* sortRows(
  tx: Tx,
  rows: AsyncIterable<HandledRow>,
  onBatch: () => Promise<void>,
): AsyncGenerator<HandledRow> {
  await sql`create temp table file_rows (line int, handle text, cells text[]) on commit drop`.execute(tx);
  let batch: HandledRow[] = [];
  const flush = async () => {
    // A text of JSON cannot hold what PostgreSQL cannot store.
    const json = JSON.stringify(batch).replaceAll("\\u0000", "");
    await sql`
      insert into file_rows select * from json_to_recordset(${json}) as row (line int, handle text, cells text[])`.execute(
      tx,
    );
    batch = [];
    await onBatch();
  };
  for await (const row of rows) {
    batch.push(row);
    if (batch.length >= ROWS_PER_BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  const sorted = sql`
    select line, handle, cells from (
      select *, min(line) over (partition by handle) as first from file_rows) r
    order by first, line`;
  for await (const page of pagesOf<HandledRow>(tx, sorted)) yield* page;
}
