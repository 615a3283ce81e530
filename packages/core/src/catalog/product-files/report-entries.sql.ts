import type { ImportEntry } from "@cartwright/contracts/product-import";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { pagesOf } from "./cursor.sql.ts";

const ROWS_PER_STATEMENT = 500;

/** The findings of an import. They are kept in a temporary table, because a file may have a million. */
export interface Entries {
  add(entry: ImportEntry): void;
  /** Writes what was added. Call it at least once a batch. */
  flush(): Promise<void>;
  /** Forgets everything: the file is read again. */
  clear(): Promise<void>;
  readonly errors: number;
  readonly warnings: number;
}

export async function createEntries(tx: Tx): Promise<Entries> {
  await sql`
    create temp table report_entries (id int generated always as identity, kind text, line int, column_name text, value text,
      reason text, remedy text) on commit drop`.execute(tx);
  let waiting: ImportEntry[] = [];
  const count = { error: 0, warning: 0 };
  return {
    add(entry) {
      count[entry.kind] += 1;
      waiting.push(entry);
    },
    async flush() {
      for (let start = 0; start < waiting.length; start += ROWS_PER_STATEMENT) {
        await insertEntries(tx, waiting.slice(start, start + ROWS_PER_STATEMENT));
      }
      waiting = [];
    },
    async clear() {
      waiting = [];
      count.error = 0;
      count.warning = 0;
      await sql`truncate report_entries`.execute(tx);
    },
    get errors() {
      return count.error;
    },
    get warnings() {
      return count.warning;
    },
  };
}

async function insertEntries(tx: Tx, entries: readonly ImportEntry[]): Promise<void> {
  // A text of JSON cannot hold what PostgreSQL cannot store.
  const rows = JSON.stringify(entries).replaceAll("\\u0000", "");
  await sql`
    insert into report_entries (kind, line, column_name, value, reason, remedy)
    select kind, line, "column", value, reason, remedy from json_to_recordset(${rows}) as row (
      kind text, line int, "column" text, value text, reason text, remedy text)`.execute(tx);
}

const COLUMNS = sql`kind, line, column_name as "column", value, reason, remedy`;

/** The first findings of each kind by line: errors, then warnings. */
export async function selectFirstEntries(tx: Tx, limit: number): Promise<ImportEntry[]> {
  const { rows } = await sql<ImportEntry>`
    select ${COLUMNS} from (
      select *, row_number() over (partition by kind order by line, id) as place from report_entries
      order by place, kind limit ${limit}) e
    order by kind, line, id`.execute(tx);
  return rows;
}

/** All findings by line, in pages. */
export const selectEntries = (tx: Tx): AsyncGenerator<ImportEntry[]> =>
  pagesOf<ImportEntry>(tx, sql`select ${COLUMNS} from report_entries order by line, kind, id`);
