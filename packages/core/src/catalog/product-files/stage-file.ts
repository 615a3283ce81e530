import { ENTRY_VALUE_MAX, type FileForm } from "@cartwright/contracts/product-import";
import { toStorable } from "@cartwright/contracts/storable-text";
import type { Tx } from "@cartwright/db/transaction";
import { shorten } from "./cell-values.ts";
import { COLUMNS } from "./columns.ts";
import { CsvProblem } from "./csv-problem.ts";
import type { ImportSource } from "./import-source.ts";
import { type ImportRow, readRow } from "./import-row.ts";
import { importText } from "./import-text.ts";
import { PARTS_MAX, type ProductDraft, toDraft } from "./product-draft.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";
import { type Layout, readHeader } from "./read-header.ts";
import type { Entries } from "./report-entries.sql.ts";
import { createHandles, type HandledRow } from "./row-handles.ts";
import { sortRows } from "./sort-rows.sql.ts";
import { clearStaging, noteHandles, stageDrafts } from "./staging.sql.ts";

/** A file with more rows must be split. */
const ROWS_MAX = 1_000_000;
/** Products that are collected before they are staged. Rows of theirs may stand in any order. */
const PRODUCTS_PER_BATCH = 400;
/** The most rows of one product: variants and pictures. */
const ROWS_PER_PRODUCT_MAX = 2 * PARTS_MAX;

export interface StagedFile {
  readonly layout: Layout;
  readonly rows: number;
  /** Products, or rows of an update, that are left out because of an error. */
  readonly skipped: number;
  /** The locations that rows name, at most a few. */
  readonly locations: readonly string[];
}

interface Context {
  readonly tx: Tx;
  readonly source: ImportSource;
  readonly form: FileForm;
  readonly entries: Entries;
}

/** Thrown when the rows of a product are further apart than a batch. */
class ScatteredRows extends Error {
  override readonly name = "ScatteredRows";
}

/**
 * Reads and checks the file into the staging tables, in one pass when the rows of each product are near each other, which is
 * how they are exported. Otherwise the file is read again and sorted. Null when not even its header can be read.
 */
export async function stageFile(context: Context): Promise<StagedFile | null> {
  try {
    return await stageRows(context, "as they come");
  } catch (error) {
    if (!(error instanceof ScatteredRows)) throw error;
    await clearStaging(context.tx);
    await context.entries.clear();
    return stageRows(context, "sorted");
  }
}

async function stageRows(context: Context, order: "as they come" | "sorted"): Promise<StagedFile | null> {
  const { tx, entries, source } = context;
  const file = createReader(context);
  const layout = await file.readLayout();
  if (!layout) return null;
  const handled = file.rows(layout);
  const tell = async () => source.onProgress?.({ phase: "reading", bytes: file.bytes(), rows: file.count() });
  const rows = order === "sorted" ? sortRows(tx, handled, tell) : handled;
  const products = createBatch(layout, entries);
  const seen = createLocations(layout);
  const flush = async () => {
    const batch = products.take();
    if (order === "as they come" && layout.key === "handle" && !(await noteHandles(tx, batch.handles))) {
      throw new ScatteredRows();
    }
    await stageDrafts(tx, batch.drafts, layout);
    await entries.flush();
    await tell();
  };
  for await (const row of rows) {
    if (products.size >= PRODUCTS_PER_BATCH && !products.has(row.handle)) await flush();
    seen.add(row);
    products.add(row);
  }
  await flush();
  return { layout, rows: file.count(), skipped: products.skipped(), locations: seen.names() };
}

/** Reads the file once. A place where it cannot be read further is reported, and ends it. */
function createReader({ source, form, entries }: Context) {
  let bytes = 0;
  let count = 0;
  const records = readCsv(source.open(), form, (read) => (bytes += read));
  const next = async (): Promise<CsvRow | undefined> => {
    try {
      const { done, value } = await records.next();
      return done ? undefined : value;
    } catch (error) {
      if (!(error instanceof CsvProblem)) throw error;
      const remedy = importText("remedy.unreadable");
      entries.add({ kind: "error", line: error.line, column: null, value: null, reason: error.message, remedy });
      return undefined;
    }
  };
  return {
    bytes: () => bytes,
    count: () => count,
    async readLayout(): Promise<Layout | null> {
      const header = await next();
      const layout = header ? readHeader(header.cells) : { problem: importText("file.empty") };
      if (!("problem" in layout)) return layout;
      const remedy = importText("remedy.header");
      const line = header?.line ?? 1;
      if (entries.errors === 0) {
        entries.add({ kind: "error", line, column: null, value: null, reason: layout.problem, remedy });
      }
      await records.return(undefined);
      return null;
    },
    async *rows(layout: Layout): AsyncGenerator<HandledRow> {
      const handle = createHandles(layout);
      try {
        for (;;) {
          const row = await next();
          if (!row) return;
          count += 1;
          if (count > ROWS_MAX) {
            const reason = importText("file.rowsMax", { max: ROWS_MAX });
            const remedy = importText("remedy.splitFile");
            entries.add({ kind: "error", line: row.line, column: null, value: null, reason, remedy });
            return;
          }
          yield handle(row);
        }
      } finally {
        // Also when the import ends early: the file is closed.
        await records.return(undefined);
      }
    },
  };
}

/** Collects the rows of products, and makes drafts of them. */
function createBatch(layout: Layout, entries: Entries) {
  let groups = new Map<string, ImportRow[]>();
  let skipped = 0;
  let failedRows = 0;
  const report = entries.add.bind(entries);
  return {
    get size() {
      return groups.size;
    },
    has: (handle: string) => layout.key === "handle" && groups.has(handle),
    add(row: HandledRow): void {
      if (layout.key === "handle" && row.handle === "") {
        failedRows += 1;
        const remark = { reason: importText("reason.noHandle"), remedy: importText("remedy.handle") };
        return report({ kind: "error", line: row.line, column: COLUMNS.handle, value: null, ...remark });
      }
      const read = readRow(layout, row, report);
      const key = layout.key === "handle" ? row.handle : String(row.line);
      const group = groups.get(key);
      if (!group) groups.set(key, [read]);
      else if (group.length < ROWS_PER_PRODUCT_MAX) group.push(read);
      else if (group.length === ROWS_PER_PRODUCT_MAX) {
        const reason = importText("reason.rowsMax", { max: ROWS_PER_PRODUCT_MAX });
        report({
          kind: "error",
          line: row.line,
          column: null,
          value: shorten(row.handle, ENTRY_VALUE_MAX),
          reason,
          remedy: importText("remedy.split"),
        });
        group.push({ ...read, broken: true });
      }
    },
    /** The products that were collected. Those with an error have no draft. */
    take(): { readonly handles: string[]; readonly drafts: ProductDraft[] } {
      const taken = groups;
      groups = new Map();
      const drafts = [...taken.values()].flatMap(([first, ...more]) => {
        const draft = first ? toDraft([first, ...more], layout, report) : null;
        if (!draft) skipped += 1;
        else if (layout.purpose !== "products") failedRows += [first, ...more].filter((row) => row?.broken).length;
        return draft ?? [];
      });
      return { handles: layout.key === "handle" ? [...taken.keys()] : [], drafts };
    },
    skipped: () => skipped + failedRows,
  };
}

const LOCATIONS_MAX = 100;
const LOCATION_NAME_MAX = 200;

function createLocations({ location, locationColumns }: Layout) {
  const names = new Set(locationColumns.map(({ name }) => name));
  return {
    add({ cells }: HandledRow): void {
      const name = location === null ? "" : toStorable(shorten((cells[location] ?? "").trim(), LOCATION_NAME_MAX));
      if (name !== "" && names.size < LOCATIONS_MAX) names.add(name);
    },
    names: () => [...names],
  };
}
