import type { OrderNumber } from "@cartwright/contracts/ids";
import {
  type ShipmentEffect,
  type ShipmentEffects,
  type ShipmentEntry,
  SHIPMENTS_AT_ONCE,
  SHIPPING_EFFECTS,
} from "@cartwright/contracts/shipment-list";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import type { ListedShipment } from "./read-shipment-list.ts";

/** A row, and what shipping it would do or has done. Null while that is not known. */
export interface ShipmentRow extends ListedShipment {
  readonly effect: ShipmentEffect | null;
  readonly isShipped: boolean;
}

function* chunksOf(entries: readonly ShipmentEntry[]) {
  for (let start = 0; start < entries.length; start += SHIPMENTS_AT_ONCE) {
    yield entries.slice(start, start + SHIPMENTS_AT_ONCE);
  }
}

const isReady = ({ effect, isShipped }: ShipmentRow) => effect !== null && SHIPPING_EFFECTS.has(effect) && !isShipped;

/** Whether a row is left out: it cannot be read, or its order cannot be shipped. */
export const isLeftOut = ({ problem, effect }: ShipmentRow) =>
  problem !== null || (effect !== null && !SHIPPING_EFFECTS.has(effect) && effect !== "already_shipped");

/**
 * Checks a list and ships it, a few orders in each request. A failed request stops it where it is; the same again goes on, since
 * no order ships twice.
 */
export function useShipList() {
  const { client, admin } = api.useUtils();
  const [rows, setRows] = useState<readonly ShipmentRow[]>([]);
  const [phase, setPhase] = useState<"edit" | "checking" | "checked" | "shipping" | "shipped">("edit");
  const [failure, setFailure] = useState<unknown>(null);

  const applyEffects = (effects: ShipmentEffects, wasShipped: boolean) => {
    const known = new Map<OrderNumber, ShipmentEffect>(effects.items.map(({ number, effect }) => [number, effect]));
    setRows((current) =>
      current.map((row) => {
        const effect = row.entry && known.get(row.entry.number);
        return effect ? { ...row, effect, isShipped: wasShipped && SHIPPING_EFFECTS.has(effect) } : row;
      }),
    );
  };

  async function inChunks(entries: readonly ShipmentEntry[], act: (chunk: ShipmentEntry[]) => Promise<void>) {
    setFailure(null);
    try {
      for (const chunk of chunksOf(entries)) await act([...chunk]);
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    }
  }

  async function check(listed: readonly ListedShipment[]) {
    setPhase("checking");
    setRows(listed.map((row) => ({ ...row, effect: null, isShipped: false })));
    const entries = listed.flatMap(({ entry }) => entry ?? []);
    const isDone = await inChunks(entries, async (shipments) =>
      applyEffects(await client.admin.orders.checkShipments.query({ shipments }), false),
    );
    setPhase(isDone ? "checked" : "edit");
  }

  async function ship() {
    setPhase("shipping");
    const entries = rows.filter(isReady).flatMap(({ entry }) => entry ?? []);
    const isDone = await inChunks(entries, async (chunk) => {
      // A response ends at the order that failed. The next request begins with it, and is refused.
      for (let rest = chunk; rest.length > 0;) {
        const effects = await client.admin.orders.shipList.mutate({ shipments: rest });
        applyEffects(effects, true);
        rest = rest.slice(effects.items.length);
      }
    });
    setPhase(isDone ? "shipped" : "checked");
    await Promise.all([admin.orders.invalidate(), admin.todo.invalidate()]);
  }

  return {
    rows,
    phase,
    failure,
    ready: rows.filter(isReady).length,
    shipped: rows.filter(({ isShipped }) => isShipped).length,
    leftOut: rows.filter(isLeftOut).length,
    check,
    ship,
    edit: () => setPhase("edit"),
  };
}
