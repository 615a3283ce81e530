import type { ShipmentEffect, ShipmentEffects, ShipmentEntry } from "@cartwright/contracts/shipment-list";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { packOrder } from "../fulfillment/pack-order.ts";
import { planShipment } from "../fulfillment/plan-shipment.ts";
import { shipParcel } from "../fulfillment/ship-parcel.ts";
import { AppError } from "../kernel/app-error.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { lockOrders } from "../orders/move-orders.ts";
import { selectShipmentFacts } from "../orders/parcels.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** What shipping these would do now. Changes nothing. */
export async function checkShipments(db: Db, shipments: readonly ShipmentEntry[]): Promise<ShipmentEffects> {
  const facts = await factsOf(db, shipments);
  return {
    items: shipments.map(({ number, trackingNumber }) => ({
      number,
      effect: planShipment(facts.get(number), trackingNumber).effect,
    })),
  };
}

const factsOf = async (db: Db | Tx, shipments: readonly ShipmentEntry[]) =>
  new Map(
    (
      await selectShipmentFacts(
        db,
        shipments.map(({ number }) => number),
      )
    ).map((row) => [row.number, row]),
  );

/**
 * Ships orders one by one, each in a transaction of its own with its mail and audit entry; what is open of an order is packed
 * first. The same list twice ships once. What cannot be shipped is left as it is, and its effect says why. A failure after the
 * first order ends the list there: the rest has no effect and can be sent again. Throws `not_found` before anything is done when one of the orders does not exist.
 */
export async function shipListAsStaff(
  deps: Deps,
  { site, shipments }: { readonly site: MailSite; readonly shipments: readonly ShipmentEntry[] },
  act: PlainStaffAct,
): Promise<ShipmentEffects> {
  if ((await factsOf(deps.db, shipments)).size < shipments.length) throw new AppError("not_found");
  const items: ShipmentEffects["items"] = [];
  try {
    for (const shipment of shipments) {
      const effect = await inTransaction(deps.db, (tx) => ship(tx, { site, shipment }, act));
      items.push({ number: shipment.number, effect });
    }
  } catch (error) {
    // What was shipped is told. The next request begins with the order that failed, and is refused for it.
    if (items.length === 0) throw error;
    deps.logger.error({ err: error, done: items.length, of: shipments.length }, "the rest of a list was not shipped");
  } finally {
    deps.nudgeRelay();
  }
  return { items };
}

async function ship(
  tx: Tx,
  { site, shipment }: { readonly site: MailSite; readonly shipment: ShipmentEntry },
  act: PlainStaffAct,
): Promise<ShipmentEffect> {
  const found = (await factsOf(tx, [shipment])).get(shipment.number);
  if (!found) throw new AppError("not_found");
  await lockOrders(tx, [found.id]);
  const { number, ...tracking } = shipment;
  // Read again: only now nothing else changes the order.
  const plan = planShipment((await factsOf(tx, [shipment])).get(number), tracking.trackingNumber);
  const id = plan.effect === "pack_and_ship" ? newId() : plan.parcelId;
  if (id === undefined) return plan.effect;
  const packed = plan.effect === "pack_and_ship" ? await packOrder(tx, found.id, { id, lines: null, tracking }) : null;
  await shipParcel(tx, site, { id, tracking });
  await appendAudit(tx, {
    ...auditOf(act),
    action: "orders.ship",
    subject: { kind: "order", id: number },
    after: { fulfillmentId: id, ...tracking, ...(packed && { packed: packed.lines }) },
  });
  return plan.effect;
}
