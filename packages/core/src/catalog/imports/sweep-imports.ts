import { IMPORT_KEPT_DAYS } from "@cartwright/contracts/product-imports";
import type { ImporterDeps } from "./run-imports.ts";
import { removeFindings, removeUploaded } from "./import-files.ts";
import { deleteImports, selectOldImports, selectUselessFiles, updateFilesRemoved } from "./imports.sql.ts";

/** Longer than an upload may take. */
const UPLOAD_MS = 60 * 60_000;
/** The most imports that are kept, however new they are. */
const IMPORTS_KEPT_MAX = 500;

/**
 * Removes at most `limit` files whose imports have ended or whose upload broke off, and forgets at most as many imports that are older
 * than 30 days, with all their files. Files go first: a crash in between leaves rows that are found again. Returns how many.
 */
export async function sweepImports(deps: Pick<ImporterDeps, "db" | "mediaRoot">, limit: number): Promise<number> {
  const { db, mediaRoot } = deps;
  const useless = await selectUselessFiles(db, UPLOAD_MS, limit);
  for (const { storageKey } of useless) await removeUploaded(mediaRoot, storageKey);
  if (useless.length > 0)
    await updateFilesRemoved(
      db,
      useless.map(({ id }) => id),
    );
  const old = await selectOldImports(db, { days: IMPORT_KEPT_DAYS, keptMax: IMPORTS_KEPT_MAX, limit });
  for (const { storageKey } of old) {
    await removeUploaded(mediaRoot, storageKey);
    await removeFindings(mediaRoot, storageKey);
  }
  if (old.length > 0)
    await deleteImports(
      db,
      old.map(({ id }) => id),
    );
  return useless.length + old.length;
}
