import { newId } from "@cartwright/core/kernel/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { inChunks } from "../in-chunks.ts";
import type { DemoOrder } from "./demo-orders.ts";
import { DAY, type StockStep } from "./story.ts";
import { timeOf } from "./demo-orders.ts";
import { returnedUnits } from "./order-states.ts";

/** The change of a variant's stock for each unit. */
const DELTAS: Readonly<Record<StockStep, { readonly onHand: number; readonly reserved: number }>> = {
  reserve: { onHand: 0, reserved: 1 },
  commit: { onHand: -1, reserved: -1 },
  release: { onHand: 0, reserved: -1 },
  expire: { onHand: 0, reserved: -1 },
  restock: { onHand: 1, reserved: 0 },
};

const STATE_AFTER: Readonly<Record<StockStep, string>> = {
  reserve: "held",
  commit: "committed",
  release: "released",
  expire: "expired",
  restock: "restocked",
};

/** How long the demo's open reservations last. */
const HOLD_MS = 14 * DAY;

interface Movement {
  readonly variant_id: string;
  readonly on_hand_delta: number;
  readonly reserved_delta: number;
  readonly reason: string;
  readonly order_id: string | null;
  readonly at: Date;
}

/**
 * Adds the orders' share to the imported stock, so that a variant's movements add up to its stock, its held reservations to
 * what is reserved, and the available units are those of the range.
 */
export async function writeStock(
  tx: Tx,
  shop: { readonly orders: readonly DemoOrder[]; readonly now: Date },
): Promise<void> {
  const ordered = shop.orders.flatMap(movementsOf);
  const moved = new Map<string, { onHand: number; reserved: number }>();
  for (const { variant_id, on_hand_delta, reserved_delta } of ordered) {
    const sum = moved.get(variant_id) ?? { onHand: 0, reserved: 0 };
    moved.set(variant_id, { onHand: sum.onHand + on_hand_delta, reserved: sum.reserved + reserved_delta });
  }
  const began = new Date(shop.now.getTime() - 30 * DAY);
  const stock = [...moved].map(([variant_id, { onHand, reserved }]) => ({
    variant_id,
    reserved,
    before: reserved - onHand,
  }));
  await sql`
    update inventory.stock s set on_hand = s.on_hand + row.reserved, reserved = row.reserved
    from json_to_recordset(${JSON.stringify(stock)}) as row (variant_id uuid, reserved int)
    where s.variant_id = row.variant_id`.execute(tx);
  const initial = stock
    .filter((row) => row.before > 0)
    .map((row) => ({
      variant_id: row.variant_id,
      on_hand_delta: row.before,
      reserved_delta: 0,
      reason: "initial",
      order_id: null,
      at: began,
    }));
  const movements = [...initial, ...ordered.toSorted((a, b) => a.at.getTime() - b.at.getTime())];
  await inChunks(shop.orders.flatMap(reservationRows), 500, (chunk) =>
    tx
      .insertInto("inventory.reservations")
      .values([...chunk])
      .execute(),
  );
  await inChunks(movements, 500, (chunk) =>
    tx
      .insertInto("inventory.movements")
      .values([...chunk])
      .execute(),
  );
}

function movementsOf(order: DemoOrder): Movement[] {
  return order.story.stock.flatMap(({ kind, atMs }) =>
    order.lines.flatMap(({ variant, quantity }, index) => {
      const units = kind === "restock" ? (returnedUnits(order)[index] ?? 0) : quantity;
      if (units === 0) return [];
      return [
        {
          variant_id: variant.id,
          on_hand_delta: DELTAS[kind].onHand * units,
          reserved_delta: DELTAS[kind].reserved * units,
          reason: kind,
          order_id: order.id,
          at: timeOf(order, atMs),
        },
      ];
    }),
  );
}

function reservationRows(order: DemoOrder) {
  const steps = order.story.stock;
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return [];
  const held = last.kind === "reserve";
  // What the shopper keeps stays committed.
  const state = order.story.returned?.inPart ? "committed" : STATE_AFTER[last.kind];
  return order.lines.map(({ variant, quantity }) => ({
    id: newId(),
    order_id: order.id,
    variant_id: variant.id,
    quantity,
    state,
    expires_at: timeOf(order, held ? HOLD_MS : 15 * 60_000),
    created_at: timeOf(order, first.atMs),
    updated_at: timeOf(order, last.atMs),
  }));
}
