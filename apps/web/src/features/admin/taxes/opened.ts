import type { AdminTaxRate } from "@cartwright/contracts/taxes";

/** What is open. It keeps the version that it was opened with, so that nothing is overwritten. */
export type Opened =
  | { readonly dialog: "save"; readonly rate: AdminTaxRate | null }
  | { readonly dialog: "remove"; readonly rate: AdminTaxRate };
