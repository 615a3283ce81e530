import { isDeepStrictEqual } from "node:util";
import type { EventPayload } from "@cartwright/contracts/messages";
import type { VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { type Availability, availabilityOf } from "./availability.ts";
import type { StockDelta, StockRow } from "./stock.sql.ts";

/** The most variants in one `stock.changed` event. */
const VARIANTS_PER_EVENT = 500;

/** A variant's stock before and after a change. */
export interface StockStep {
  readonly before: StockRow;
  readonly after: StockRow;
}

/** What pages say of a variant. */
function stateOf({ available, backorder }: Availability): "sold_out" | "backorder" | "in_stock" {
  if (available === 0) return "sold_out";
  return backorder?.inStock === 0 ? "backorder" : "in_stock";
}

const isLow = ({ policy, onHand, reserved, lowAt }: StockRow) => policy !== "untracked" && onHand - reserved <= lowAt;

function changeOf({ before, after }: StockStep): EventPayload<"stock.changed">["variants"] {
  const was = availabilityOf(before);
  const is = availabilityOf(after);
  if (isDeepStrictEqual(was, is)) return [];
  const { productId, variantId } = after;
  const becameLow = isLow(after) && !isLow(before) ? { becameLow: true as const } : {};
  return [{ productId, variantId, ...is, soldOutChanged: stateOf(was) !== stateOf(is), ...becameLow }];
}

/** Publishes what is available now, in the same transaction: one event for all variants for which that changed. */
export async function announceSteps(tx: Tx, steps: readonly StockStep[]): Promise<void> {
  const variants = steps.flatMap(changeOf);
  const events = [];
  for (let start = 0; start < variants.length; start += VARIANTS_PER_EVENT) {
    const chunk = variants.slice(start, start + VARIANTS_PER_EVENT);
    events.push({
      name: "stock.changed" as const,
      key: chunk[0]?.productId ?? "",
      payload: { variants: chunk },
    });
  }
  await appendToOutbox(tx, events);
}

/** The same for changes of counts. `before` has the rows as they were locked. */
export async function announceStock(
  tx: Tx,
  before: ReadonlyMap<VariantId, StockRow>,
  deltas: readonly StockDelta[],
): Promise<void> {
  await announceSteps(
    tx,
    deltas.flatMap(({ variantId, onHandDelta, reservedDelta }) => {
      const row = before.get(variantId);
      if (!row) return [];
      return [
        { before: row, after: { ...row, onHand: row.onHand + onHandDelta, reserved: row.reserved + reservedDelta } },
      ];
    }),
  );
}
