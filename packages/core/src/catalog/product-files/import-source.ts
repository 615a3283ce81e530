import type { ImportEntry, ImportReport } from "@cartwright/contracts/product-import";
import type { Tx } from "@cartwright/db/transaction";
import type { StoredPicture } from "./staging.sql.ts";

/** The progress of an import. */
export type ImportProgress =
  | { readonly phase: "reading"; readonly bytes: number; readonly rows: number }
  | { readonly phase: "writing"; readonly step: number; readonly steps: number; readonly doing: string };

export interface ImportSource {
  /** Opens the file from its beginning. Called several times: to find out its encoding, to read it, and to sort it. */
  open(): AsyncIterable<Uint8Array>;
  /** Roll back at the end: the report is what an import would have done. */
  readonly dryRun: boolean;
  /** Import what has no errors. Without it, a file of whole products with an error changes nothing. */
  readonly onlyValid?: boolean;
  /** Pictures whose files are in the shop's store, besides those that its products show already. At most 10,000. */
  readonly pictures?: readonly StoredPicture[];
  /** Called after each batch and before each step, and awaited. What it throws ends the import, and nothing is kept. */
  readonly onProgress?: (progress: ImportProgress) => void | Promise<void>;
  /** Takes all findings by line, in pages; the report carries only the first. Called again if the transaction is retried. */
  readonly writeEntries?: (entries: AsyncIterable<readonly ImportEntry[]>) => Promise<void>;
  /** The last statements of an import that keeps something. What it throws undoes the import. */
  readonly beforeCommit?: (tx: Tx, report: ImportReport) => Promise<void>;
}
