import { z } from "zod";
import { ImportId } from "./ids.ts";
import { IsoTime, PageRequest } from "./paging.ts";
import { ImportReport } from "./product-import.ts";
import { RowVersion } from "./row-version.ts";

// Imports of product files in the back office: a file is uploaded, checked, and imported once a person has confirmed it.

/** The largest file, in bytes. */
export const IMPORT_BYTES_MAX = 200 * 1024 * 1024;
/** The most files that are kept at once, for imports that have not ended. */
export const IMPORT_FILES_MAX = 20;
/** How long an import and its report are kept. */
export const IMPORT_KEPT_DAYS = 30;

/** Where a file is uploaded to. */
export const IMPORT_UPLOAD_PATH = "/api/uploads/imports";

/** All findings of an import as CSV. */
export const findingsPath = (importId: ImportId): string => `/api/admin/imports/${importId}/findings.csv`;

/**
 * `uploaded` waits for its check, `checked` for a person, `confirmed` for its import. The last three are final: a failed or cancelled
 * import has changed nothing.
 */
export const ImportState = z.enum([
  "uploading",
  "uploaded",
  "checking",
  "checked",
  "confirmed",
  "importing",
  "done",
  "failed",
  "cancelled",
]);
export type ImportState = z.infer<typeof ImportState>;

const CANCELLABLE: ReadonlySet<ImportState> = new Set(["uploaded", "checking", "checked", "confirmed", "importing"]);
const ENDED: ReadonlySet<ImportState> = new Set(["done", "failed", "cancelled"]);

/** Whether a person may cancel an import in this state. */
export const isImportCancellable = (state: ImportState): boolean => CANCELLABLE.has(state);
/** Whether an import in this state is over. */
export const isImportEnded = (state: ImportState): boolean => ENDED.has(state);

/** Why an import failed: its file can't be read, has no valid rows, has errors, is gone; or the shop had a fault. */
export const ImportError = z.enum(["unreadable", "no_valid_rows", "refused", "file_missing", "fault"]);
export type ImportError = z.infer<typeof ImportError>;

/** Reading: `done` and `total` are bytes. Writing: they are steps. */
export const ImportPhase = z.enum(["reading", "writing"]);

const Progress = {
  phase: ImportPhase.nullable(),
  done: z.int().min(0),
  total: z.int().min(0),
  /** Rows that were read so far. */
  rows: z.int().min(0),
};

/** An import as it is in the list. */
export const AdminImportRow = z.strictObject({
  id: ImportId,
  fileName: z.string(),
  /** Null while the file is being uploaded. */
  bytes: z.int().min(1).nullable(),
  state: ImportState,
  error: ImportError.nullable(),
  onlyValid: z.boolean(),
  /** It stops at its next batch, and changes nothing. */
  cancelRequested: z.boolean(),
  ...Progress,
  /** Products that were created and changed; null before that is known. After a check: that would be. */
  counts: z
    .strictObject({ created: z.int().min(0), changed: z.int().min(0), skipped: z.int().min(0), errors: z.int().min(0) })
    .nullable(),
  /** There is a file of all findings. */
  hasFindings: z.boolean(),
  /** Who uploaded it. Null when their account is gone. */
  author: z.string().nullable(),
  createdAt: IsoTime,
  startedAt: IsoTime.nullable(),
  endedAt: IsoTime.nullable(),
  version: z.int().min(1),
});
export type AdminImportRow = z.infer<typeof AdminImportRow>;

/** An import with its report. `ahead` counts the imports that come before it while it waits. */
export const AdminImport = AdminImportRow.extend({ report: ImportReport.nullable(), ahead: z.int().min(0) });
export type AdminImport = z.infer<typeof AdminImport>;

export const AdminListImports = PageRequest;
export const AdminImportPage = z.strictObject({ items: z.array(AdminImportRow), nextCursor: z.string().nullable() });
export type AdminImportPage = z.infer<typeof AdminImportPage>;

export const AdminGetImport = z.strictObject({ importId: ImportId });
/** With `onlyValid` rows and products with errors are left out. A file of whole products with errors needs it. */
export const AdminConfirmImport = z.strictObject({ importId: ImportId, version: RowVersion, onlyValid: z.boolean() });
export type AdminConfirmImport = z.infer<typeof AdminConfirmImport>;
export const AdminCancelImport = z.strictObject({ importId: ImportId, version: RowVersion });
export type AdminCancelImport = z.infer<typeof AdminCancelImport>;

/** What open pages are told of an import: its state, and how far it is. */
export const ImportChanged = z.strictObject({
  importId: ImportId,
  state: ImportState,
  version: z.int().min(1),
  ...Progress,
});
export type ImportChanged = z.infer<typeof ImportChanged>;
