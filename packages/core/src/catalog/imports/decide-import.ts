import type { ImportId } from "@cartwright/contracts/ids";
import { type AdminCancelImport, type AdminConfirmImport, isImportEnded } from "@cartwright/contracts/product-imports";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { type ImportRow, lockImport, updateCancelled, updateCancelRequested, updateConfirmed } from "./imports.sql.ts";
import { tellImport } from "./tell-import.ts";

const text = getTranslations("errorDetails");

/** The import as it was read. Throws `not_found` and `stale_write`. */
async function lockVersion(
  tx: Tx,
  { importId, version }: { readonly importId: ImportId; readonly version: number },
): Promise<ImportRow> {
  const row = await lockImport(tx, importId);
  if (!row || row.state === "uploading") throw new AppError("not_found");
  if (row.version !== version) throw new AppError("stale_write", { message: text("importChanged") });
  return row;
}

/**
 * Queues a checked file for import. Throws `not_found`; `stale_write`; `illegal_transition` for one that isn't waiting for it; and
 * `invalid_input` at `onlyValid` for a file of whole products that has errors, unless its valid rows are enough.
 */
export async function confirmImport(tx: Tx, input: AdminConfirmImport): Promise<ImportRow> {
  const { report, state } = await lockVersion(tx, input);
  if (state !== "checked") throw new AppError("illegal_transition", { message: text("importNotChecked") });
  const needsValid = report?.file.purpose === "products" && report.errors > 0;
  if (needsValid && !input.onlyValid) throw fieldError("onlyValid", text("importHasErrors", { count: report.errors }));
  const confirmed = await updateConfirmed(tx, input.importId, input.onlyValid);
  if (!confirmed) throw new AppError("stale_write");
  await tellImport(tx, confirmed);
  return confirmed;
}

/**
 * Cancels an import: at once while it waits, and at its next batch while a worker runs it. Neither changes any product: an
 * import is one transaction, and its last statement refuses to commit once it was cancelled. Throws `not_found`; `stale_write`; and
 * `illegal_transition` for one that has ended.
 */
export async function cancelImport(tx: Tx, input: AdminCancelImport): Promise<ImportRow> {
  const { state } = await lockVersion(tx, input);
  if (isImportEnded(state)) throw new AppError("illegal_transition", { message: text("importEnded") });
  const { importId } = input;
  const cancelled = (await updateCancelled(tx, importId)) ?? (await updateCancelRequested(tx, importId));
  if (!cancelled) throw new AppError("stale_write");
  await tellImport(tx, cancelled);
  return cancelled;
}
