import type { ImportId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { selectImport } from "./imports.sql.ts";

/** Where the findings of an import are stored, and the name of its file. Throws `not_found` when there are none. */
export async function findFindings(
  db: Db,
  importId: ImportId,
): Promise<{ readonly storageKey: string; readonly fileName: string }> {
  const row = await selectImport(db, importId);
  if (!row?.hasFindings) throw new AppError("not_found");
  return { storageKey: row.storageKey, fileName: row.fileName };
}
