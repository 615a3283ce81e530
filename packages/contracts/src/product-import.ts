import { z } from "zod";

// What an import of a product file found and did. The command line prints it; the back office shows it.

/** The most characters of a cell that a report repeats. */
export const ENTRY_VALUE_MAX = 200;

/** The most entries that a report carries. All of them are counted. */
export const REPORT_ENTRIES_MAX = 100;

/**
 * One finding, at a line of the file (counted from 1, header included). An error leaves out its row or product; a warning
 * says what was read instead.
 */
export const ImportEntry = z.strictObject({
  kind: z.enum(["error", "warning"]),
  line: z.int().min(1),
  /** The column's name in the file, if the finding is about one. */
  column: z.string().nullable(),
  /** What the cell holds, cut at {@link ENTRY_VALUE_MAX}. */
  value: z.string().max(ENTRY_VALUE_MAX).nullable(),
  /** What is wrong: a sentence for a person. */
  reason: z.string(),
  /** What was done instead, or what to write: a sentence for a person. */
  remedy: z.string(),
});
export type ImportEntry = z.infer<typeof ImportEntry>;

const Count = z.int().min(0);

/** How a file was read. */
export const FileForm = z.strictObject({
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]),
  separator: z.enum([",", ";", "\t", "|"]),
  lineEnd: z.enum(["\n", "\r\n", "\r"]),
});
export type FileForm = z.infer<typeof FileForm>;

/**
 * What a file is for: whole products; some columns of products that exist; or the stock of each location, as Shopify
 * exports it.
 */
export const FilePurpose = z.enum(["products", "update", "inventory"]);
export type FilePurpose = z.infer<typeof FilePurpose>;

export const ImportReport = z.strictObject({
  /** A refused file changed nothing: it has errors. */
  outcome: z.enum(["imported", "refused"]),
  /** Nothing was kept: this is what an import would do. */
  dryRun: z.boolean(),
  onlyValid: z.boolean(),
  file: z.strictObject({
    form: FileForm.nullable(),
    purpose: FilePurpose.nullable(),
    rows: Count,
    /** Columns that the shop has no field for, kept as attributes. */
    keptColumns: z.array(z.string()),
    /** Columns that were not imported. */
    leftColumns: z.array(z.string()),
    /** The locations whose stock was added up. */
    locations: z.array(z.string()),
  }),
  /** Products without errors, which `onlyValid` would import, of a file that was refused. */
  importable: Count,
  /** `skipped` counts what errors left out, or would leave out with `onlyValid`. */
  products: z.strictObject({ created: Count, changed: Count, unchanged: Count, skipped: Count }),
  variants: z.strictObject({
    created: Count,
    changed: Count,
    unchanged: Count,
    skipped: Count,
    discontinued: Count,
  }),
  categoriesCreated: Count,
  stock: z.strictObject({
    changed: Count,
    /** Variants whose stock stays above the file's number, because open orders hold it. */
    kept: Count,
    /** New variants whose stock is not counted, because the file has no number for it. */
    untracked: Count,
  }),
  errors: Count,
  warnings: Count,
  /** The first {@link REPORT_ENTRIES_MAX} by line. */
  entries: z.array(ImportEntry).max(REPORT_ENTRIES_MAX),
});
export type ImportReport = z.infer<typeof ImportReport>;
