import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { ImportReport } from "@cartwright/contracts/product-import";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Tx } from "@cartwright/db/transaction";
import { readProductStock } from "../../inventory/read-availability.ts";
import { readOnHand } from "../../inventory/read-on-hand.ts";
import { setOnHand } from "../../inventory/set-on-hand.ts";
import { setPolicies } from "../../inventory/set-policies.ts";
import { flagStock } from "../flag-stock.ts";
import { COLUMNS } from "./columns.ts";
import { importText } from "./import-text.ts";
import type { Layout } from "./read-header.ts";
import type { Entries } from "./report-entries.sql.ts";
import { type StagedStock, selectStagedStock } from "./write.sql.ts";

const PAGE = 2_000;

interface WrittenStock extends Readonly<ImportReport["stock"]> {
  /** Products that are now in stock, or no longer. */
  readonly flipped: readonly { readonly id: ProductId; readonly slug: string }[];
}

/** The policy that a file gives a variant. `before` is null for a new one. */
export function policyOf(
  { tracked, backorder, quantity }: Pick<StagedStock, "tracked" | "backorder" | "quantity">,
  before: StockPolicy | null,
  hasQuantities: boolean,
): StockPolicy {
  const isCounted =
    tracked !== false &&
    // A number is there to be counted. Without one, what is counted stays so, and a new variant is never sold out by default.
    (quantity !== null || (before === null ? tracked === true && hasQuantities : before !== "untracked"));
  if (!isCounted) return "untracked";
  return (backorder ?? before === "backorder") ? "backorder" : "tracked";
}

/**
 * Sets stock and policies where the file differs, by ascending variant id like every lock on stock, and the stock flags of
 * lists.
 */
export async function writeStock(tx: Tx, layout: Layout, entries: Entries): Promise<WrittenStock> {
  const total = { changed: 0, kept: 0, untracked: 0 };
  const products = new Set<ProductId>();
  let after: VariantId | null = null;
  for (;;) {
    const page: StagedStock[] = await selectStagedStock(tx, after, PAGE);
    const written = await writePage(tx, page, { layout, entries });
    total.changed += written.changed;
    total.kept += written.kept;
    total.untracked += written.untracked;
    for (const { productId } of page) products.add(productId);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.variantId;
  }
  return { ...total, flipped: await flagProducts(tx, [...products]) };
}

interface Context {
  readonly layout: Layout;
  readonly entries: Entries;
}

async function writePage(tx: Tx, page: readonly StagedStock[], { layout, entries }: Context) {
  const ids = page.map((row) => row.variantId);
  const stock = await readOnHand(tx, ids);
  const hasQuantities = layout.quantities.length + layout.locationColumns.length > 0;
  const rows = page.map((row) => {
    const before = stock.get(row.variantId)?.policy ?? null;
    const policy = policyOf(row, before, hasQuantities);
    const now = stock.get(row.variantId)?.onHand;
    const wanted = row.quantity ?? (now === undefined && policy !== "untracked" ? 0 : null);
    // What a backorder owes is not in the file.
    const isSame = wanted === null || wanted === now || (wanted === 0 && now !== undefined && now < 0);
    return { ...row, before, policy, onHand: isSame ? null : wanted };
  });
  const counted = rows.flatMap(({ variantId, productId, onHand: count, existing }) =>
    count === null ? [] : [{ variantId, productId, onHand: count, existing }],
  );
  const others = rows.filter(({ before, policy }) => policy !== (before ?? "tracked"));
  const { kept } = await setOnHand(
    tx,
    counted.filter((row) => row.existing),
    { reason: "import" },
  );
  await setOnHand(
    tx,
    counted.filter((row) => !row.existing),
    { reason: "initial" },
  );
  await setPolicies(
    tx,
    others.filter((row) => row.existing),
    { reason: "import" },
  );
  await setPolicies(
    tx,
    others.filter((row) => !row.existing),
    { reason: "initial" },
  );
  reportStock(rows, layout, entries);
  const changed = new Set([...counted, ...others].map((row) => row.variantId));
  for (const id of kept) changed.delete(id);
  return {
    changed: changed.size,
    kept: kept.length,
    untracked: rows.filter(({ before, policy }) => before === null && policy === "untracked").length,
  };
}

interface DecidedStock extends StagedStock {
  readonly before: StockPolicy | null;
  readonly policy: StockPolicy;
}

function reportStock(rows: readonly DecidedStock[], layout: Layout, entries: Entries): void {
  const hasQuantities = layout.columns.has("quantity");
  for (const { line, quantity, before, policy, tracked } of rows) {
    const entry = { kind: "warning", line, column: COLUMNS.quantity } as const;
    if (before === "untracked" && policy !== "untracked") {
      const [reason, remedy] = [importText("reason.notCounted"), importText("remedy.counted")];
      entries.add({ ...entry, value: quantity === null ? null : String(quantity), reason, remedy });
    } else if (before === null && hasQuantities && tracked === true && quantity === null) {
      const [reason, remedy] = [importText("reason.noQuantity"), importText("remedy.readAs", { value: "0" })];
      entries.add({ ...entry, value: null, reason, remedy });
    }
  }
}

async function flagProducts(tx: Tx, ids: readonly ProductId[]): Promise<WrittenStock["flipped"]> {
  const flipped: { id: ProductId; slug: string }[] = [];
  for (let start = 0; start < ids.length; start += PAGE) {
    const some = ids.slice(start, start + PAGE);
    const available = (await readProductStock(tx, some)).filter((row) => row.available > 0);
    const sold = available.map((row) => row.variantId);
    flipped.push(...(await flagStock(tx, some, sold)));
  }
  return flipped;
}
