import type { ImportChanged } from "@cartwright/contracts/product-imports";
import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import type { ImportRow } from "./imports.sql.ts";

export const toImportChanged = (row: ImportRow): ImportChanged => {
  const { id: importId, state, version, phase, done, total, rows } = row;
  return { importId, state, version, phase, done, total, rows };
};

/** Tells open pages of the back office what became of an import, once the transaction commits. */
export async function tellImport(tx: Tx, row: ImportRow): Promise<void> {
  await appendToOutbox(tx, [{ name: "import.changed", key: row.id, payload: toImportChanged(row) }]);
}
