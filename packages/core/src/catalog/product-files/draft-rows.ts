import type { Column } from "./columns.ts";
import type { ImportRow } from "./import-row.ts";

/** The rows of one product, in the order of the file. */
export type Rows = readonly [ImportRow, ...ImportRow[]];

/** Reports an error of a product at one of its rows. */
export type Refuse = (
  row: ImportRow,
  column: Column | null,
  entry: { readonly value?: string; readonly reason: string; readonly remedy: string },
) => void;
