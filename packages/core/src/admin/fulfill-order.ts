import type { AdminFulfillOrder } from "@cartwright/contracts/fulfillment";
import { packOrder } from "../fulfillment/pack-order.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { changeWithAudit } from "./change-order.ts";
import { requireOrder } from "./require-order.ts";
import type { PlainStaffAct } from "./staff-act.ts";

/** Packs units of an order as one parcel, audited. Returns its id. See `packOrder` for what is refused. */
export async function fulfillOrderAsStaff(deps: Deps, input: AdminFulfillOrder, act: PlainStaffAct): Promise<string> {
  const { number, lines = null, fulfillmentId: id = newId(), ...tracking } = input;
  const order = await requireOrder(deps.db, number);
  return changeWithAudit(deps, act, async (tx) => {
    const packed = await packOrder(tx, order.id, { id, lines, tracking });
    const after = packed && { fulfillmentId: id, lines: packed.lines };
    return {
      result: id,
      note: after && { action: "orders.fulfill", subject: { kind: "order", id: number }, after },
    };
  });
}
