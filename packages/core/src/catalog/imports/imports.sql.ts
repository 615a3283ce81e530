import type { ImportId, UserId } from "@cartwright/contracts/ids";
import type { ImportReport } from "@cartwright/contracts/product-import";
import type { ImportError, ImportState } from "@cartwright/contracts/product-imports";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { type RawBuilder, sql } from "kysely";

/** Held while the files that are kept are counted, so that two uploads at once cannot both be the last. */
const COUNT_LOCK = 0x43_57_49_4d;

/** What an import is about, and how far it is. */
export interface ImportRow {
  readonly id: ImportId;
  readonly storageKey: string;
  readonly fileName: string;
  readonly bytes: number | null;
  readonly state: ImportState;
  readonly onlyValid: boolean;
  readonly phase: "reading" | "writing" | null;
  readonly done: number;
  readonly total: number;
  readonly rows: number;
  readonly report: ImportReport | null;
  readonly hasFindings: boolean;
  readonly cancelRequested: boolean;
  readonly attempts: number;
  readonly version: number;
}

const COLUMNS = sql`
  id, storage_key as "storageKey", file_name as "fileName", bytes, state, only_valid as "onlyValid", phase,
  progress_done as done, progress_total as total, rows_read as rows, report, has_findings as "hasFindings",
  cancel_requested as "cancelRequested", attempts, version`;

const one = async (tx: Db | Tx, query: RawBuilder<ImportRow>): Promise<ImportRow | null> =>
  (await query.execute(tx)).rows[0] ?? null;

/** The imports that have not ended and whose file is kept. No other upload counts them until the transaction ends. */
export async function countKeptFiles(tx: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(${COUNT_LOCK})`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from catalog.imports
    where has_file and state not in ('done', 'failed', 'cancelled')`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function insertImport(
  tx: Tx,
  row: { readonly id: ImportId; readonly authorId: UserId; readonly storageKey: string; readonly fileName: string },
): Promise<void> {
  await sql`
    insert into catalog.imports (id, author_id, storage_key, file_name)
    values (${row.id}, ${row.authorId}, ${row.storageKey}, ${row.fileName})`.execute(tx);
}

/** Its file is whole, and it waits for its check. Null when it is no longer expected. */
export const updateUploaded = (tx: Tx, id: ImportId, bytes: number): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set state = 'uploaded', bytes = ${bytes}, queued_at = now(), version = version + 1
      where id = ${id} and state = 'uploading' returning ${COLUMNS}`,
  );

/** Forgets an import whose file did not arrive. */
export async function deleteUploading(db: Db, id: ImportId): Promise<void> {
  await sql`delete from catalog.imports where id = ${id} and state = 'uploading'`.execute(db);
}

export const selectImport = (db: Db | Tx, id: ImportId): Promise<ImportRow | null> =>
  one(db, sql<ImportRow>`select ${COLUMNS} from catalog.imports where id = ${id}`);

export const lockImport = (tx: Tx, id: ImportId): Promise<ImportRow | null> =>
  one(tx, sql<ImportRow>`select ${COLUMNS} from catalog.imports where id = ${id} for update`);

/** A person wants a checked file to be imported. */
export const updateConfirmed = (tx: Tx, id: ImportId, onlyValid: boolean): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set
        state = 'confirmed', only_valid = ${onlyValid}, attempts = 0, queued_at = now(), leased_until = now(),
        phase = null, progress_done = 0, progress_total = 0, version = version + 1
      where id = ${id} and state = 'checked' returning ${COLUMNS}`,
  );

/** Cancels an import that no worker has claimed. */
export const updateCancelled = (tx: Tx, id: ImportId): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set state = 'cancelled', ended_at = now(), version = version + 1
      where id = ${id} and state in ('uploaded', 'checked', 'confirmed') returning ${COLUMNS}`,
  );

/** Asks the worker that runs it to stop. */
export const updateCancelRequested = (tx: Tx, id: ImportId): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set cancel_requested = true, version = version + 1
      where id = ${id} and state in ('checking', 'importing') returning ${COLUMNS}`,
  );

/**
 * Claims the import that a worker has left behind, or else the one that has waited longest, unless another is running. A second
 * worker that claims at the same moment violates `imports_running`.
 */
export const claimImport = (tx: Tx, run: string, leaseMs: number): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set
        state = case state when 'uploaded' then 'checking' when 'confirmed' then 'importing' else state end,
        run = ${run}, attempts = attempts + 1, leased_until = now() + ${leaseMs} * interval '1 millisecond',
        started_at = coalesce(started_at, now()), phase = null, progress_done = 0, progress_total = coalesce(bytes, 0), rows_read = 0,
        version = version + 1
      where id = (
        select id from catalog.imports as chosen
        where leased_until <= now() and (state in ('checking', 'importing') or (
          state in ('uploaded', 'confirmed')
          and not exists (select from catalog.imports as other where other.state in ('checking', 'importing'))))
        order by (state in ('uploaded', 'confirmed')), queued_at, id limit 1 for update skip locked)
      returning ${COLUMNS}`,
  );

/** A claim: which import, and by which run of it. Statements with it do nothing once the claim has passed to another run. */
export interface ImportClaim {
  readonly id: ImportId;
  readonly run: string;
}

export interface ImportProgressRow {
  readonly phase: "reading" | "writing";
  readonly done: number;
  readonly total: number;
  readonly rows: number;
}

/** Writes progress down and keeps the claim. Null when the claim has passed on. */
export const updateProgress = (
  tx: Tx,
  { id, run }: ImportClaim,
  { leaseMs, ...progress }: ImportProgressRow & { readonly leaseMs: number },
): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set
        phase = ${progress.phase}, progress_done = ${progress.done}, progress_total = ${progress.total},
        rows_read = ${progress.rows}, leased_until = now() + ${leaseMs} * interval '1 millisecond'
      where id = ${id} and run = ${run} returning ${COLUMNS}`,
  );

/** Keeps the claim. */
export async function updateLease(db: Db, { id, run }: ImportClaim, leaseMs: number): Promise<void> {
  await sql`
    update catalog.imports set leased_until = now() + ${leaseMs} * interval '1 millisecond'
    where id = ${id} and run = ${run}`.execute(db);
}

/** Null when the claim has passed on; else whether the run is to stop. */
export async function selectCancelRequested(db: Db, { id, run }: ImportClaim): Promise<boolean | null> {
  const { rows } = await sql<{ requested: boolean }>`
    select cancel_requested as requested from catalog.imports where id = ${id} and run = ${run}`.execute(db);
  return rows[0]?.requested ?? null;
}

export interface ImportEnd {
  readonly state: "checked" | "done" | "failed" | "cancelled";
  readonly error: ImportError | null;
  /** Null keeps the one before. */
  readonly report: ImportReport | null;
}

/** Ends a run. Null when the claim has passed on, or it was to stop and this end is not that. */
export const updateEnded = (tx: Tx, { id, run }: ImportClaim, end: ImportEnd): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set
        state = ${end.state}, error = ${end.error}, run = null, cancel_requested = false,
        report = coalesce(${end.report === null ? null : JSON.stringify(end.report)}::jsonb, report),
        has_findings = case when ${end.report === null} then has_findings else ${(end.report?.errors ?? 0) + (end.report?.warnings ?? 0) > 0} end,
        ended_at = case when ${end.state} = 'checked' then null else now() end, version = version + 1
      where id = ${id} and run = ${run} and (not cancel_requested or ${end.state} = 'cancelled')
      returning ${COLUMNS}`,
  );

/** Gives a claim back: the import waits again, in its place. An attempt that `counts` brings it nearer to being given up. */
export const updateReleased = (
  tx: Tx,
  { id, run }: ImportClaim,
  { delayMs, counts }: { readonly delayMs: number; readonly counts: boolean },
): Promise<ImportRow | null> =>
  one(
    tx,
    sql<ImportRow>`
      update catalog.imports set
        state = case state when 'checking' then 'uploaded' else 'confirmed' end, run = null,
        attempts = attempts - ${counts ? 0 : 1}, leased_until = now() + ${delayMs} * interval '1 millisecond',
        phase = null, progress_done = 0, version = version + 1
      where id = ${id} and run = ${run} and not cancel_requested returning ${COLUMNS}`,
  );

interface Kept {
  readonly id: ImportId;
  readonly storageKey: string;
}

/** Imports that have ended, or whose upload broke off longer than `uploadMs` ago, and whose file is still there. */
export async function selectUselessFiles(db: Db, uploadMs: number, limit: number): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select id, storage_key as "storageKey" from catalog.imports
    where has_file and (state in ('done', 'failed', 'cancelled')
      or (state = 'uploading' and created_at < now() - ${uploadMs} * interval '1 millisecond'))
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** The files of these were removed. Uploads that broke off are forgotten with them. */
export async function updateFilesRemoved(db: Db, ids: readonly ImportId[]): Promise<void> {
  await sql`delete from catalog.imports where id = any(${ids}::uuid[]) and state = 'uploading'`.execute(db);
  await sql`update catalog.imports set has_file = false where id = any(${ids}::uuid[])`.execute(db);
}

/** Imports that wait for no worker and that are older than `days`, or older than the `keptMax` newest. */
export async function selectOldImports(
  db: Db,
  { days, keptMax, limit }: { readonly days: number; readonly keptMax: number; readonly limit: number },
): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select id, storage_key as "storageKey" from catalog.imports
    where state in ('checked', 'done', 'failed', 'cancelled') and (
      created_at < now() - ${days} * interval '1 day'
      or (ended_at is not null and id < (select id from catalog.imports order by id desc offset ${keptMax - 1} limit 1)))
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** Forgets imports whose files were removed. One that was confirmed since stays. */
export async function deleteImports(db: Db, ids: readonly ImportId[]): Promise<void> {
  await sql`
    delete from catalog.imports
    where id = any(${ids}::uuid[]) and state in ('checked', 'done', 'failed', 'cancelled')`.execute(db);
}
