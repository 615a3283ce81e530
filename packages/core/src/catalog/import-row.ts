import { DESCRIPTION_LENGTH_MAX } from "@cartwright/contracts/catalog";
import { parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { Slug } from "@cartwright/contracts/product-status";
import { z } from "zod";
import { unguardCell } from "./csv-cells.ts";
import { type Column, COLUMNS, type Layout } from "./csv-columns.ts";
import type { ImportProblem } from "./import-report.ts";
import { importText } from "./import-text.ts";

/** The largest number of units, and the largest weight in grams. */
const WHOLE_MAX = 10_000_000;
const TAGS_MAX = 250;
const TAG_LENGTH_MAX = 120;

// oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
const CONTROL = /[\u0000-\u001f\u007f]/;
// oxlint-disable-next-line no-control-regex -- the same, but for the line breaks and tabs of a longer text
const CONTROL_IN_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: () => importText("cell.tooLong", { max }) })
    .refine((text) => !CONTROL.test(text), { error: () => importText("cell.lineBreaks") });

const whole = (what: "grams" | "quantity" | "position") =>
  z.string().transform((text, context) => {
    const trimmed = text.trim();
    if (trimmed === "") return null;
    const amount = Number(trimmed);
    if (/^\d{1,9}(\.\d+)?$/.test(trimmed) && amount <= WHOLE_MAX) return Math.round(amount);
    context.addIssue({
      code: "custom",
      message: /^-\d/.test(trimmed)
        ? importText("cell.negative", { value: trimmed })
        : importText(`cell.${what}`, { max: WHOLE_MAX }),
    });
    return z.NEVER;
  });

const price = z.string().transform((text, context) => {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const minor = parseMinor(trimmed, SHOP_CURRENCY);
  if (minor !== null) return minor;
  context.addIssue({ code: "custom", message: importText("cell.priceFormat") });
  return z.NEVER;
});

const flag = z.string().transform((text, context) => {
  const word = text.trim().toLowerCase();
  if (word === "") return null;
  if (word === "true" || word === "false") return word === "true";
  context.addIssue({ code: "custom", message: importText("cell.flag") });
  return z.NEVER;
});

/** A picture: a remote URL, or one of this shop's own. */
const picture = line(2_048).refine(
  (text) =>
    text === "" || /^\/media\/[a-z0-9][a-z0-9/_-]*-\d+\.(webp|avif)$/.test(text) || /^https?:\/\/\S+$/.test(text),
  { error: () => importText("cell.pictureUrl") },
);

const tags = line(5_000).transform((text, context) => {
  const list = [...new Set(text.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");
  if (list.length <= TAGS_MAX && list.every((tag) => tag.length <= TAG_LENGTH_MAX)) return list;
  context.addIssue({ code: "custom", message: importText("cell.tags", { max: TAGS_MAX, length: TAG_LENGTH_MAX }) });
  return z.NEVER;
});

const Row = z.object({
  handle: line(200)
    .toLowerCase()
    .refine((slug) => slug === "" || Slug.safeParse(slug).success, { error: () => importText("cell.slug") }),
  title: line(300),
  body: z
    .string()
    .max(DESCRIPTION_LENGTH_MAX, { error: () => importText("cell.tooLong", { max: DESCRIPTION_LENGTH_MAX }) })
    .refine((text) => !CONTROL_IN_TEXT.test(text), { error: () => importText("cell.control") }),
  vendor: line(200),
  type: line(200),
  tags,
  published: flag,
  option1Name: line(60),
  option1Value: line(120),
  option2Name: line(60),
  option2Value: line(120),
  option3Name: line(60),
  option3Value: line(120),
  sku: line(100),
  grams: whole("grams"),
  quantity: whole("quantity"),
  price,
  compareAt: price,
  requiresShipping: flag,
  taxable: flag,
  barcode: line(100),
  imageSrc: picture,
  imagePosition: whole("position"),
  imageAlt: line(512),
  seoTitle: line(300),
  seoDescription: line(1_000),
  variantImage: picture,
  weightUnit: line(10).refine((unit) => /^(g|kg|lb|oz|)$/i.test(unit), { error: () => importText("cell.weightUnit") }),
  status: line(20)
    .toLowerCase()
    .refine((status) => /^(active|draft|archived|unlisted|)$/.test(status), { error: () => importText("cell.status") }),
  category: line(200).refine((slug) => slug === "" || Slug.safeParse(slug).success, {
    error: () => importText("cell.category"),
  }),
});

/** One row, checked cell by cell. Empty prices, weights, quantities and flags are null. */
export type ImportRow = z.infer<typeof Row> & { readonly line: number };

const EMPTY: Readonly<Record<Column, string>> = Object.fromEntries(
  Object.keys(COLUMNS).map((column) => [column, ""]),
) as Record<Column, string>; // the keys are the columns

export interface ReadRow {
  /** The product that the row names. Empty for the one above. */
  readonly handle: string;
  /** Null when there are problems. */
  readonly row: ImportRow | null;
  readonly problems: readonly ImportProblem[];
}

/** Reads a row by the file's layout. Columns that the file lacks are read as empty. */
export function readRow(
  layout: Layout,
  row: { readonly line: number; readonly cells: readonly string[]; readonly width: number },
): ReadRow {
  const texts = { ...EMPTY };
  for (const [column, index] of layout) texts[column] = unguardCell(row.cells[index] ?? "");
  const handle = texts.handle.trim().toLowerCase();
  if (row.cells.length > row.width) {
    const message = importText("file.cells", { cells: row.cells.length, columns: row.width });
    return { handle, row: null, problems: [{ line: row.line, column: null, message }] };
  }
  const read = Row.safeParse(texts);
  if (read.success) return { handle, row: { ...read.data, line: row.line }, problems: [] };
  const problems = read.error.issues.map((issue) => ({
    line: row.line,
    column: Object.entries(COLUMNS).find(([column]) => column === issue.path[0])?.[1] ?? null,
    message: issue.message,
  }));
  return { handle, row: null, problems };
}
