import { addWorkingDays } from "@cartwright/contracts/working-days";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { releaseStock } from "../../../inventory/release-stock.ts";
import { reserveStock } from "../../../inventory/reserve-stock.ts";
import { noteBackorders } from "../../../orders/note-backorders.ts";
import { type OrderLineRow, readOrderLines } from "../../../orders/read-lines.ts";
import type { LockedSaga, SagaStep, StepResult, StepResults, StepSettings } from "../../engine/definition.ts";

/** Reserves stock for the orders of a batch, first come, first served. An order gets all of its lines or none. */
async function reserve(tx: Tx, sagas: readonly LockedSaga[], settings: StepSettings): Promise<StepResults> {
  const lines = await readOrderLines(
    tx,
    sagas.map(({ order }) => order.id),
  );
  const decisions = await reserveStock(
    tx,
    sagas.map(({ order }) => ({ orderId: order.id, placedAs: order.id, lines: lines.get(order.id) ?? [] })),
    settings.holdSeconds,
  );
  await noteBackorders(
    tx,
    sagas.flatMap(({ order, now }) => {
      const decision = decisions.get(order.id);
      if (decision?.kind !== "reserved" || !decision.later) return [];
      return decision.later.map(({ variantId, units, days }) => {
        return { orderId: order.id, variantId, units, shipsBy: addWorkingDays(now, days) };
      });
    }),
  );
  return new Map(
    sagas.map(({ saga, order, now }): [typeof saga.id, StepResult] => {
      const decision = decisions.get(order.id);
      if (decision?.kind !== "reserved") {
        return [saga.id, shortOf(lines.get(order.id) ?? [], decision?.variantIds ?? [])];
      }
      const holdExpiresAt = new Date(now.getTime() + settings.holdSeconds * 1_000).toISOString();
      return [
        saga.id,
        {
          kind: "done",
          to: { reserved: true },
          events: [{ type: "inventory.reserved", message: getTranslations("orderUpdates")("reserved") }],
          data: { holdExpiresAt },
        },
      ];
    }),
  );
}

function shortOf(lines: readonly OrderLineRow[], variantIds: readonly string[]): StepResult {
  const titles = lines.filter((line) => variantIds.includes(line.variantId)).map((line) => line.title);
  const t = getTranslations("orderUpdates");
  const named = titles.slice(0, 3).join(", ");
  const all = titles.length > 3 ? t("andOthers", { titles: named }) : named;
  return {
    kind: "refused",
    reason: "out_of_stock",
    events: [
      {
        type: "inventory.reservation_failed",
        message: (named === "" ? t("shortOfItem") : t("shortOf", { titles: all })).slice(0, 500),
      },
    ],
    data: { short: [...variantIds] },
  };
}

/** Releases the stock. Orders that hold none (they never did, or the hold expired) are done already. */
async function release(tx: Tx, sagas: readonly LockedSaga[]): Promise<StepResults> {
  const released = await releaseStock(
    tx,
    sagas.map(({ order }) => order.id),
    "release",
  );
  return new Map(
    sagas.map(({ saga, order }): [typeof saga.id, StepResult] => [
      saga.id,
      {
        kind: "done",
        to: { reserved: false },
        events: released.has(order.id)
          ? [{ type: "inventory.released", message: getTranslations("orderUpdates")("released") }]
          : [],
      },
    ]),
  );
}

/** Reserves stock before the payment is taken. Its undo releases the stock. */
export const reserveStep: SagaStep = {
  name: "reserve",
  do: { command: "inventory.reserve", action: { kind: "local", run: reserve } },
  undo: { command: "inventory.release", action: { kind: "local", run: release } },
};
