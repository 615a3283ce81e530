import type { ImportId, UserId } from "@cartwright/contracts/ids";
import { IMPORT_FILES_MAX } from "@cartwright/contracts/product-imports";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { newId } from "../../kernel/ids.ts";
import { countKeptFiles, deleteUploading, insertImport, type ImportRow, updateUploaded } from "./imports.sql.ts";
import { tellImport } from "./tell-import.ts";

interface Expected {
  readonly authorId: UserId;
  readonly storageKey: string;
  readonly fileName: string;
}

/**
 * Announces an import before its file is written under the key. Without {@link completeUpload} after it, it is swept an hour later.
 * Throws `invalid_input` while {@link IMPORT_FILES_MAX} files are kept.
 */
export async function expectUpload(db: Db, expected: Expected): Promise<ImportId> {
  return inTransaction(db, async (tx) => {
    if ((await countKeptFiles(tx)) >= IMPORT_FILES_MAX) {
      const message = getTranslations("errorDetails")("importsMax", { max: IMPORT_FILES_MAX });
      throw new AppError("invalid_input", { message });
    }
    const id = newId<ImportId>();
    await insertImport(tx, { id, ...expected });
    return id;
  });
}

/** The file is whole: the import waits for its check. Throws `not_found` when it was swept meanwhile. */
export async function completeUpload(tx: Tx, id: ImportId, bytes: number): Promise<ImportRow> {
  const row = await updateUploaded(tx, id, bytes);
  if (!row) throw new AppError("not_found");
  await tellImport(tx, row);
  return row;
}

/** Forgets an import whose file did not arrive. */
export async function forgetUpload(db: Db, id: ImportId): Promise<void> {
  await deleteUploading(db, id);
}
