import { ENTRY_VALUE_MAX } from "@cartwright/contracts/product-import";
import type { Tx } from "@cartwright/db/transaction";
import { type Remark, shorten } from "./cell-values.ts";
import {
  dropPictures,
  dropProducts,
  dropUnnamedProducts,
  dropVariants,
  type FindingKind,
  findStaged,
  markSharedSkus,
  type StagedFinding,
} from "./check.sql.ts";
import { type Column, COLUMNS } from "./columns.ts";
import { importText } from "./import-text.ts";
import type { Layout } from "./read-header.ts";
import type { Entries } from "./report-entries.sql.ts";
import { definesVariants } from "./resolve.sql.ts";

interface Description {
  readonly column: Column | null;
  readonly kind: "error" | "warning";
  readonly remark: (finding: StagedFinding) => Remark;
}

const line = (reason: string, remedy: string): Remark => ({ reason, remedy });

const DESCRIPTIONS: Readonly<Record<FindingKind, Description>> = {
  unknownProduct: {
    column: "handle",
    kind: "error",
    remark: () => line(importText("reason.unknownProduct"), importText("remedy.unknownProduct")),
  },
  noSku: { column: "sku", kind: "error", remark: () => line(importText("reason.noSku"), importText("remedy.sku")) },
  unknownSku: {
    column: "sku",
    kind: "error",
    remark: ({ other }) =>
      other === ""
        ? line(importText("reason.unknownSku"), importText("remedy.unknownSku"))
        : line(importText("reason.ambiguousSku", { products: other }), importText("remedy.addHandle")),
  },
  unknownVariant: {
    column: null,
    kind: "error",
    remark: ({ value, other }) =>
      value === null
        ? line(importText("reason.whichVariant", { count: Number(other) }), importText("remedy.nameVariant"))
        : line(importText("reason.unknownVariant"), importText("remedy.unknownVariant")),
  },
  secondVariant: {
    column: "sku",
    kind: "error",
    remark: ({ other }) => line(importText("reason.secondVariant", { first: other }), importText("remedy.addOptions")),
  },
  noPrice: {
    column: "price",
    kind: "error",
    remark: () => line(importText("reason.noPrice"), importText("remedy.writePrice")),
  },
  skuShared: {
    column: "sku",
    kind: "warning",
    remark: ({ other }) => line(importText("reason.skuShared", { lines: other }), importText("remedy.skuShared")),
  },
  skuTaken: {
    column: "sku",
    kind: "warning",
    remark: ({ other }) => line(importText("reason.skuTaken", { slug: other }), importText("remedy.skuShared")),
  },
  unknownPicture: {
    column: "imageSrc",
    kind: "warning",
    remark: () => line(importText("reason.unknownPicture"), importText("remedy.pictureLeft")),
  },
};

async function report(tx: Tx, kind: FindingKind, entries: Entries): Promise<boolean> {
  const { column, remark, kind: severity } = DESCRIPTIONS[kind];
  let any = false;
  for await (const page of findStaged(tx, kind)) {
    any = true;
    for (const finding of page) {
      const value = finding.value === null ? null : shorten(finding.value, ENTRY_VALUE_MAX);
      entries.add({ kind: severity, line: finding.line, column: column && COLUMNS[column], value, ...remark(finding) });
    }
    await entries.flush();
  }
  return any;
}

export interface Skipped {
  readonly products: number;
  readonly variants: number;
}

/**
 * Checks the staged rows against the shop and each other. What has an error is taken out of the staging tables, so that the
 * rest can be written. Returns how much that was.
 */
export async function checkStaged(tx: Tx, layout: Layout, entries: Entries): Promise<Skipped> {
  let products = 0;
  let variants = 0;
  const refuseProducts = async (kind: FindingKind) => {
    if (await report(tx, kind, entries)) products += await dropProducts(tx, kind);
  };
  const refuseRows = async (kind: FindingKind) => {
    if (await report(tx, kind, entries)) variants += await dropVariants(tx, kind);
  };
  if (layout.key === "sku") {
    await refuseRows("noSku");
    await refuseRows("unknownSku");
    await dropUnnamedProducts(tx);
  } else if (layout.purpose === "products") {
    if (!definesVariants(layout)) {
      await refuseProducts("unknownVariant");
      await refuseProducts("secondVariant");
    }
    await refuseProducts("noPrice");
  } else {
    await refuseProducts("unknownProduct");
    await refuseRows("unknownVariant");
  }
  if (await report(tx, "unknownPicture", entries)) await dropPictures(tx);
  await markSharedSkus(tx);
  if (layout.purpose === "products") {
    await report(tx, "skuShared", entries);
    await report(tx, "skuTaken", entries);
  }
  return { products, variants };
}
