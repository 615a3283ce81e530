import {
  type FileForm,
  type ImportEntry,
  type ImportReport,
  REPORT_ENTRIES_MAX,
} from "@cartwright/contracts/product-import";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { sql } from "kysely";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { checkStaged } from "./check-staged.ts";
import { CsvProblem } from "./csv-problem.ts";
import { examineFile } from "./examine-file.ts";
import type { ImportSource } from "./import-source.ts";
import { importText } from "./import-text.ts";
import { createEntries, type Entries, selectEntries, selectFirstEntries } from "./report-entries.sql.ts";
import { assignSlugs, resolveStaged } from "./resolve.sql.ts";
import { stageFile, type StagedFile } from "./stage-file.ts";
import { countStaged, createStaging } from "./staging.sql.ts";
import { writeStaged } from "./write-staged.ts";

/** Carries the report out of a transaction that is rolled back on purpose. */
class RolledBack extends Error {
  override readonly name = "RolledBack";
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super("rolled back");
    this.report = report;
  }
}

/**
 * Imports a file in Shopify's product format. One transaction: every row is checked and staged, then products, variants,
 * pictures, categories and stock are written set by set, so that no one sees half a file. Products are identified by handle,
 * variants by SKU and otherwise by their option values; importing the same file again changes nothing. A column that the file
 * lacks leaves the shop's value alone. Remote pictures are recorded, never fetched.
 *
 * What can be read in one way is read, with a warning. A file of whole products with an error changes nothing, unless
 * `onlyValid` is set; of an update, the rows without errors are applied.
 *
 * Memory does not grow with the file. Publishes `catalog.changed` once. Throws `unavailable` while another import runs.
 */
export async function importProducts(deps: Deps, source: ImportSource): Promise<ImportReport> {
  let form: FileForm;
  try {
    form = await examineFile(source.open());
  } catch (error) {
    if (error instanceof CsvProblem) return refuseUnread(source, error);
    throw error;
  }
  try {
    const report = await inTransaction(deps.db, async (tx) => {
      await claimImport(tx);
      await createStaging(tx, source.pictures ?? []);
      const entries = await createEntries(tx);
      const written = await importFile({ tx, source, form, entries });
      if (source.dryRun || written.outcome === "refused") throw new RolledBack(written);
      await source.beforeCommit?.(tx, written);
      await deps.failPoints.pass("import.before-commit");
      return written;
    });
    deps.nudgeRelay();
    return report;
  } catch (error) {
    if (error instanceof RolledBack) return error.report;
    throw error;
  }
}

/** One import at a time; and a large file may take longer than the statements of a page. */
async function claimImport(tx: Tx): Promise<void> {
  const { rows } = await sql<{ claimed: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('catalog.import')) as claimed`.execute(tx);
  if (!rows[0]?.claimed)
    throw new AppError("unavailable", { message: getTranslations("errorDetails")("importRunning") });
  await sql`set local statement_timeout = '10min'`.execute(tx);
  await sql`set local idle_in_transaction_session_timeout = '10min'`.execute(tx);
}

interface Import {
  readonly tx: Tx;
  readonly source: ImportSource;
  readonly form: FileForm;
  readonly entries: Entries;
}

async function importFile(work: Import): Promise<ImportReport> {
  const { tx, source, entries } = work;
  const file = await stageFile(work);
  if (!file) return reportOf(work, null, {});
  const { layout } = file;
  await resolveStaged(tx, layout);
  const left = await checkStaged(tx, layout, entries);
  const isWhole = layout.purpose === "products";
  const skipped = {
    products: left.products + (isWhole ? file.skipped : 0),
    variants: left.variants + (isWhole ? 0 : file.skipped),
  };
  if (isWhole && entries.errors > 0 && !source.onlyValid) {
    const { products } = await countStaged(tx);
    return reportOf(work, file, { skipped, importable: products });
  }
  await assignSlugs(tx);
  const written = await writeStaged(tx, {
    layout,
    entries,
    onStep: async (step, steps, doing) =>
      source.onProgress?.({ phase: "writing", step, steps, doing: importText(`step.${doing}`) }),
  });
  return reportOf(work, file, { skipped, written });
}

interface Results {
  readonly skipped?: { readonly products: number; readonly variants: number };
  readonly importable?: number;
  readonly written?: Awaited<ReturnType<typeof writeStaged>>;
}

const NONE = { created: 0, changed: 0, unchanged: 0 };

async function reportOf(work: Import, file: StagedFile | null, results: Results): Promise<ImportReport> {
  const { tx, source, form, entries } = work;
  const { skipped, importable = 0, written } = results;
  await entries.flush();
  await source.writeEntries?.(selectEntries(tx));
  return {
    outcome: written ? "imported" : "refused",
    dryRun: source.dryRun,
    onlyValid: source.onlyValid ?? false,
    file: {
      form,
      purpose: file?.layout.purpose ?? null,
      rows: file?.rows ?? 0,
      keptColumns: file?.layout.attributes.map(({ name }) => name) ?? [],
      leftColumns: [...(file?.layout.left ?? [])],
      locations: [...(file?.locations ?? [])],
    },
    importable,
    products: { ...(written?.products ?? NONE), skipped: skipped?.products ?? 0 },
    variants: { ...(written?.variants ?? { ...NONE, discontinued: 0 }), skipped: skipped?.variants ?? 0 },
    categoriesCreated: written?.categoriesCreated ?? 0,
    stock: written?.stock ?? { changed: 0, kept: 0, untracked: 0 },
    errors: entries.errors,
    warnings: entries.warnings,
    entries: await selectFirstEntries(tx, REPORT_ENTRIES_MAX),
  };
}

/** The report of a file that is no CSV file. */
async function refuseUnread(source: ImportSource, { line, message }: CsvProblem): Promise<ImportReport> {
  const remedy = importText("remedy.header");
  const entry: ImportEntry = { kind: "error", line, column: null, value: null, reason: message, remedy };
  await source.writeEntries?.(onePage(entry));
  return {
    outcome: "refused",
    dryRun: source.dryRun,
    onlyValid: source.onlyValid ?? false,
    file: { form: null, purpose: null, rows: 0, keptColumns: [], leftColumns: [], locations: [] },
    importable: 0,
    products: { ...NONE, skipped: 0 },
    variants: { ...NONE, discontinued: 0, skipped: 0 },
    categoriesCreated: 0,
    stock: { changed: 0, kept: 0, untracked: 0 },
    errors: 1,
    warnings: 0,
    entries: [entry],
  };
}

async function* onePage(entry: ImportEntry): AsyncGenerator<ImportEntry[]> {
  yield [entry];
}
