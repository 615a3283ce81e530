import { DESCRIPTION_LENGTH_MAX } from "@cartwright/contracts/catalog";
import { ENTRY_VALUE_MAX } from "@cartwright/contracts/product-import";
import { shorten, withoutControls } from "./cell-values.ts";
import { COLUMNS } from "./columns.ts";
import { toImages, type ImageDraft } from "./draft-images.ts";
import { readOptionNames, readVariants, type VariantDraft } from "./draft-variants.ts";
import type { Refuse, Rows } from "./draft-rows.ts";
import type { ImportRow } from "./import-row.ts";
import { importText } from "./import-text.ts";
import { reportLeftCells } from "./left-cells.ts";
import type { Layout } from "./read-header.ts";
import type { ReportEntry } from "./row-cells.ts";
import { toSafeHtml } from "../safe-html.ts";

/** A product as a file describes it. Of an update, only what the file's columns name has a meaning. */
export interface ProductDraft {
  readonly line: number;
  /** Empty for a row that names a variant by SKU alone. */
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: "active" | "draft" | "archived";
  readonly category: string;
  readonly giftCard: boolean;
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly optionNames: readonly string[];
  readonly variants: readonly VariantDraft[];
  readonly images: readonly ImageDraft[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** The most variants, and the most pictures, of one product. */
export const PARTS_MAX = 250;

/**
 * Combines the rows of one handle: the first names the product, each row with a price, a SKU or option values is a variant,
 * each row with a picture adds it. What is wrong is reported by line. Whole products with an error have no draft; an update
 * goes on without the row.
 */
export function toDraft(all: Rows, layout: Layout, report: ReportEntry): ProductDraft | null {
  const isWhole = layout.purpose === "products";
  let broken = all.some((row) => row.broken);
  const refuse: Refuse = ({ line }, column, { value, ...remark }) => {
    broken = true;
    const cell = value === undefined ? null : shorten(value, ENTRY_VALUE_MAX);
    report({ kind: "error", line, column: column && COLUMNS[column], value: cell, ...remark });
  };
  const [first, ...more] = isWhole ? all : all.filter((row) => !row.broken);
  if (!first) return null;
  const rows: Rows = [first, ...more];
  const title = rows.find((row) => row.title !== "")?.title ?? "";
  if (title === "" && layout.columns.has("title") && layout.purpose !== "inventory") {
    refuse(first, "title", { reason: importText("reason.title"), remedy: importText("remedy.title") });
    if (!isWhole) return null;
  }
  const optionNames = readOptionNames(rows, layout, refuse);
  const variants = readVariants(rows, optionNames, { layout, refuse, report });
  const images = toImages(rows);
  if (isWhole && variants.length === 0 && !broken) {
    refuse(first, "price", { reason: importText("reason.noVariant"), remedy: importText("remedy.writePrice") });
  }
  for (const parts of [variants, images]) {
    if (parts.length <= PARTS_MAX) continue;
    const reason = importText("reason.partsMax", { count: parts.length, max: PARTS_MAX });
    refuse(first, null, { reason, remedy: importText("remedy.split") });
  }
  if (broken && isWhole) return null;
  if (isWhole) reportLeftCells(rows, variants, report);
  return {
    line: first.line,
    handle: first.handle,
    title,
    description: toDescription(first, report),
    vendor: first.vendor,
    type: first.type,
    tags: first.tags,
    status: statusOf(first),
    category: first.category,
    giftCard: first.giftCard ?? false,
    seoTitle: first.seoTitle,
    seoDescription: first.seoDescription,
    optionNames,
    variants: variants.slice(0, PARTS_MAX),
    images: images.slice(0, PARTS_MAX),
    attributes: Object.fromEntries(
      first.attributes.filter(({ ofVariant }) => !ofVariant).map(({ name, value }) => [name, value]),
    ),
  };
}

function statusOf(row: ImportRow): ProductDraft["status"] {
  if (row.status === "archived" || row.status === "draft") return row.status;
  return row.published === false ? "draft" : "active";
}

/** The description as safe HTML. One that is too long is cut between two of its blocks, else between two words. */
function toDescription(row: ImportRow, report: ReportEntry): string {
  const html = toSafeHtml(withoutControls(row.body));
  if (html.length <= DESCRIPTION_LENGTH_MAX) return html;
  const room = html.slice(0, DESCRIPTION_LENGTH_MAX - 500);
  const end = Math.max(room.lastIndexOf("</p>"), room.lastIndexOf("</li>"), room.lastIndexOf("<br />"));
  const cut = toSafeHtml(end > 0 ? html.slice(0, html.indexOf(">", end) + 1) : room.replace(/\s\S*$/, ""));
  report({
    kind: "warning",
    line: row.line,
    column: COLUMNS.body,
    value: shorten(row.body, ENTRY_VALUE_MAX),
    reason: importText("reason.tooLong", { length: html.length }),
    remedy: importText("remedy.cut", { max: DESCRIPTION_LENGTH_MAX }),
  });
  return cut.slice(0, DESCRIPTION_LENGTH_MAX);
}
