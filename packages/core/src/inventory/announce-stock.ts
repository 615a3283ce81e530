import type { VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import type { StockDelta, StockRow } from "./stock.sql.ts";

/** The most variants in one `stock.changed` event. */
const VARIANTS_PER_EVENT = 500;

const available = (onHand: number, reserved: number) => Math.max(0, onHand - reserved);

/** Publishes what is available now, in the same transaction: one event for all variants whose number changed. */
export async function announceStock(
  tx: Tx,
  before: ReadonlyMap<VariantId, StockRow>,
  deltas: readonly StockDelta[],
): Promise<void> {
  const variants = deltas.flatMap((delta) => {
    const row = before.get(delta.variantId);
    if (!row) return [];
    const was = available(row.onHand, row.reserved);
    const is = available(row.onHand + delta.onHandDelta, row.reserved + delta.reservedDelta);
    if (was === is) return [];
    return [
      {
        productId: row.productId,
        variantId: row.variantId,
        available: is,
        soldOutChanged: (was === 0) !== (is === 0),
      },
    ];
  });
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
