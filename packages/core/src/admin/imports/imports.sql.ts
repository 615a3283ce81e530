import type { ImportId } from "@cartwright/contracts/ids";
import type { ImportReport } from "@cartwright/contracts/product-import";
import type { ImportError, ImportState } from "@cartwright/contracts/product-imports";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface ListedImport {
  readonly id: ImportId;
  readonly fileName: string;
  readonly bytes: number | null;
  readonly state: ImportState;
  readonly error: ImportError | null;
  readonly onlyValid: boolean;
  readonly cancelRequested: boolean;
  readonly phase: "reading" | "writing" | null;
  readonly done: number;
  readonly total: number;
  readonly rows: number;
  /** Of the report, what the list shows. */
  readonly counts: {
    readonly created: number;
    readonly changed: number;
    readonly skipped: number;
    readonly errors: number;
  } | null;
  readonly hasFindings: boolean;
  readonly author: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly version: number;
}

// The findings of a report stay in the table: a page of the list would carry hundreds of them.
const COLUMNS = sql`
  i.id, i.file_name as "fileName", i.bytes, i.state, i.error, i.only_valid as "onlyValid", i.cancel_requested as "cancelRequested",
  i.phase, i.progress_done as done, i.progress_total as total, i.rows_read as rows,
  case when i.report is not null then jsonb_build_object(
    'created', i.report->'products'->'created', 'changed', i.report->'products'->'changed',
    'skipped', i.report->'products'->'skipped', 'errors', i.report->'errors') end as counts,
  i.has_findings as "hasFindings", u.email as author, i.created_at as "createdAt", i.started_at as "startedAt",
  i.ended_at as "endedAt", i.version`;

const FROM = sql`from catalog.imports as i left join accounts.users as u on u.id = i.author_id`;

/** Imports, newest first, from the index of their ids, which sort by time. */
export async function selectImports(
  db: Db,
  { beforeId, limit }: { readonly beforeId: string | null; readonly limit: number },
): Promise<ListedImport[]> {
  const before = beforeId === null ? sql`` : sql`where i.id < ${beforeId}::uuid`;
  const { rows } = await sql<ListedImport>`
    select ${COLUMNS} ${FROM} ${before} order by i.id desc limit ${limit}`.execute(db);
  return rows;
}

interface DetailedImport extends ListedImport {
  readonly report: ImportReport | null;
  readonly ahead: number;
}

/** An import with its report, and how many come before it while it waits. */
export async function selectImportDetail(db: Db | Tx, id: ImportId): Promise<DetailedImport | null> {
  const { rows } = await sql<DetailedImport>`
    select ${COLUMNS}, i.report, (
      select count(*)::int from catalog.imports as other
      where i.state in ('uploaded', 'confirmed') and (other.state in ('checking', 'importing')
        or (other.state in ('uploaded', 'confirmed') and (other.queued_at, other.id) < (i.queued_at, i.id)))) as ahead
    ${FROM} where i.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
