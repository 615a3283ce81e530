import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { sql } from "kysely";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { COLUMNS, type Column, type Layout, readHeader } from "./csv-columns.ts";
import {
  createProblemList,
  type ImportProblem,
  type ImportProgress,
  type ImportReport,
  type ProblemList,
} from "./import-report.ts";
import { type ImportRow, readRow } from "./import-row.ts";
import { importText } from "./import-text.ts";
import { PARTS_MAX, type ProductDraft, toDraft } from "./product-draft.ts";
import { CsvProblem, readCsv } from "./read-csv.ts";
import {
  createStaging,
  findStagedProblems,
  resolveStaged,
  stageDrafts,
  type StagedProblem,
  type StoredPicture,
} from "./staging.sql.ts";
import { writeStaged } from "./write-staged.ts";

/** A file with more rows must be split. */
const ROWS_MAX = 1_000_000;
const DRAFTS_PER_BATCH = 400;
/** The most rows of one product: variants and pictures. */
const ROWS_PER_PRODUCT_MAX = 2 * PARTS_MAX;

export interface ImportSource {
  /** Opens the file from its beginning. Called once, or again if the transaction is retried. */
  open(): AsyncIterable<Uint8Array>;
  /** Roll back at the end: the report is what an import would have done. */
  readonly dryRun: boolean;
  /** Pictures whose files are in the shop's store, besides those that its products show already. At most 10,000. */
  readonly pictures?: readonly StoredPicture[];
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** Carries the report out of a transaction that is rolled back on purpose. */
class RolledBack extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super("rolled back");
    this.report = report;
  }
}

/**
 * Imports a file in Shopify's product format: all of it, or nothing. One transaction: every row is checked and staged, then
 * products, variants, pictures, categories and stock are written set by set, so that no one sees half a file. Products are
 * identified by handle, variants by SKU and otherwise by their option values; importing the same file again changes
 * nothing. A column that the file lacks leaves the shop's value alone. Variants that a product's rows no longer name are
 * discontinued. Remote pictures are recorded, never fetched.
 *
 * Memory does not grow with the file. Publishes `catalog.changed` once. Throws `unavailable` while another import runs.
 */
export async function importProducts(deps: Deps, source: ImportSource): Promise<ImportReport> {
  try {
    const report = await inTransaction(deps.db, async (tx) => {
      await claimImport(tx);
      await createStaging(tx, source.pictures ?? []);
      const problems = createProblemList();
      const file = await stageFile(tx, source, problems);
      if (!file) throw new RolledBack({ ok: false, rows: 0, problems: problems.shown, problemCount: problems.count });
      const has = (column: Column) => file.layout.has(column);
      await resolveStaged(tx, has);
      await addStagedProblems(tx, problems);
      if (problems.count > 0) {
        throw new RolledBack({
          ok: false,
          rows: file.rows,
          problems: problems.shown,
          problemCount: problems.count,
        });
      }
      const written = await writeStaged(tx, {
        has,
        onStep: (step, steps, doing) =>
          source.onProgress?.({ phase: "writing", step, steps, doing: importText(`step.${doing}`) }),
      });
      await deps.failPoints.pass("import.before-commit");
      const report: ImportReport = { ok: true, dryRun: source.dryRun, rows: file.rows, ...written };
      if (source.dryRun) throw new RolledBack(report);
      return report;
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

/** Reads and checks the file into the staging tables. Null when not even its header can be read. */
async function stageFile(
  tx: Tx,
  source: ImportSource,
  problems: ProblemList,
): Promise<{ readonly layout: Layout; readonly rows: number } | null> {
  let bytes = 0;
  let header: { readonly layout: Layout; readonly width: number } | null = null;
  let rows = 0;
  let batch: ProductDraft[] = [];
  const flush = async (layout: Layout) => {
    if (batch.length > 0) await stageDrafts(tx, batch, (column) => layout.has(column));
    batch = [];
    source.onProgress?.({ phase: "reading", bytes, rows });
  };
  const products = createGrouping((group) => {
    const built = toDraft(group);
    if ("draft" in built) batch.push(built.draft);
    else for (const problem of built.problems) problems.add(problem);
  }, problems);
  try {
    for await (const { line, cells } of readCsv(source.open(), (read) => (bytes += read))) {
      if (!header) {
        const found = readHeader(cells);
        if ("problem" in found) {
          problems.add({ line, column: null, message: found.problem });
          return null;
        }
        header = { layout: found.layout, width: cells.length };
        continue;
      }
      rows += 1;
      if (rows > ROWS_MAX) throw new CsvProblem(line, importText("file.rowsMax", { max: ROWS_MAX }));
      const read = readRow(header.layout, { line, cells, width: header.width });
      for (const problem of read.problems) problems.add(problem);
      products.add(line, read.handle, read.row);
      if (batch.length >= DRAFTS_PER_BATCH) await flush(header.layout);
    }
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    problems.add({ line: error.line, column: null, message: error.message });
  }
  products.end();
  if (!header) {
    if (problems.count === 0) problems.add({ line: 1, column: null, message: importText("file.empty") });
    return null;
  }
  await flush(header.layout);
  return { layout: header.layout, rows };
}

interface Group {
  readonly handle: string;
  readonly rows: [ImportRow, ...ImportRow[]];
}

/**
 * Groups consecutive rows with the same handle; a row without a handle belongs to the product above. A product with an
 * invalid row is left out as a whole: its problems are reported already.
 */
function createGrouping(onGroup: (rows: Group["rows"]) => void, problems: ProblemList) {
  let handle = "";
  let rows: ImportRow[] = [];
  let broken = false;
  const end = () => {
    const [first, ...rest] = rows;
    if (first && !broken) onGroup([first, ...rest]);
    rows = [];
    broken = false;
  };
  return {
    /** `row` is null when it could not be read. */
    add(line: number, rowHandle: string, row: ImportRow | null): void {
      if (rowHandle !== "" && rowHandle !== handle) {
        end();
        handle = rowHandle;
      }
      if (handle === "") return problems.add({ line, column: COLUMNS.handle, message: importText("cell.handle") });
      if (!row) broken = true;
      else if (rows.length < ROWS_PER_PRODUCT_MAX) rows.push(row);
      else if (!broken) {
        problems.add({ line, column: null, message: importText("product.rowsMax", { max: ROWS_PER_PRODUCT_MAX }) });
        broken = true;
      }
    },
    end,
  };
}

async function addStagedProblems(tx: Tx, problems: ProblemList): Promise<void> {
  const byKind = Map.groupBy(await findStagedProblems(tx), ({ kind }) => kind);
  for (const found of byKind.values()) problems.addAll(found.map(describeStaged), found[0]?.total ?? found.length);
}

function describeStaged({ kind, line, other }: StagedProblem): ImportProblem {
  switch (kind) {
    case "rows_apart":
      return { line, column: COLUMNS.handle, message: importText("product.rowsApart", { first: other }) };
    case "sku_twice":
      return { line, column: COLUMNS.sku, message: importText("cell.skuTwice", { first: other }) };
    case "sku_taken":
      return { line, column: COLUMNS.sku, message: importText("cell.skuTaken", { slug: other }) };
    case "picture_unknown":
      return { line, column: COLUMNS.imageSrc, message: importText("cell.pictureUnknown", { url: other }) };
  }
}
