import type { Tx } from "@cartwright/db/transaction";
import { type RawBuilder, sql } from "kysely";

const PAGE = 1_000;
let opened = 0;

/** The rows of a query in pages, through a cursor: only one page is in memory. The query must have no parameters. */
export async function* pagesOf<Row>(tx: Tx, query: RawBuilder<unknown>, limit = PAGE): AsyncGenerator<Row[]> {
  opened += 1;
  const name = sql.id(`import_cursor_${opened}`);
  await sql`declare ${name} no scroll cursor for ${query}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(limit)} from ${name}`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < limit) break;
  }
  await sql`close ${name}`.execute(tx);
}
