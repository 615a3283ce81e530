import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

/** Tables that reads and refused requests write to: counters and failed attempts. Searches are counted some time after they were made. */
const COUNTERS = ["rate_limits", "login_guards", "search_counts", "popular_searches", "webhook_refusals"];

/** A digest of all rows of each table: it differs when something changed. For small databases. */
export async function readTableState(db: Db): Promise<Readonly<Record<string, string>>> {
  const { rows } = await sql<{ name: string; state: string }>`
    select format('%I.%I', schemaname, tablename) as name,
      (xpath('/row/s/text()', query_to_xml(format(
        'select count(*) || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), %L) as s from %I.%I t',
        '', schemaname, tablename), false, true, '')))[1]::text as state
    from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') and tablename <> all(${COUNTERS})
    order by 1`.execute(db);
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}
