import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { toLines } from "../csv-cells.ts";
import { countProducts, selectForExport } from "./export.sql.ts";
import { readProductHeader, toProductRows } from "./product-rows.ts";

const PRODUCTS_PER_PAGE = 500;

export interface ExportTarget {
  /** Takes the next part of the file. Resolves when more may come. */
  readonly write: (text: string) => Promise<void>;
  readonly onProgress?: (progress: { readonly products: number; readonly total: number }) => void;
}

/**
 * Writes all products as one file in Shopify's product format, as of one moment. Importing the file changes nothing.
 * Discontinued variants are left out, and so are products without other variants. The stock is what is on hand. This shop's
 * pictures are written by their path. Returns how many products and rows were written.
 */
export async function exportProducts(
  deps: Pick<Deps, "db">,
  target: ExportTarget,
): Promise<{ readonly products: number; readonly rows: number }> {
  return inTransaction(
    deps.db,
    async (tx) => {
      const total = await countProducts(tx);
      const header = await readProductHeader(tx);
      await target.write(toLines([header]));
      let products = 0;
      let rows = 0;
      let after = "";
      for (;;) {
        const page = await selectForExport(tx, { after, limit: PRODUCTS_PER_PAGE });
        const lines = await toProductRows(tx, page, header);
        if (lines.length > 0) await target.write(toLines(lines));
        products += page.filter(({ variants }) => variants.length > 0).length;
        rows += lines.length;
        target.onProgress?.({ products, total });
        const last = page.at(-1);
        if (!last || page.length < PRODUCTS_PER_PAGE) return { products, rows };
        after = last.slug;
      }
    },
    "repeatable read",
  );
}
