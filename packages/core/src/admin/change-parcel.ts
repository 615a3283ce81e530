import type { AdminCorrectTracking, AdminShipFulfillment } from "@cartwright/contracts/fulfillment";
import type { OrderNumber } from "@cartwright/contracts/ids";
import { correctTracking } from "../fulfillment/correct-tracking.ts";
import { deliverParcel } from "../fulfillment/deliver-parcel.ts";
import type { LockedParcel } from "../fulfillment/lock-parcel.ts";
import { shipParcel } from "../fulfillment/ship-parcel.ts";
import { unpackParcel } from "../fulfillment/unpack-parcel.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import type { MailSite } from "../notifications/order-mails.ts";
import { changeWithAudit } from "./change-order.ts";
import type { PlainStaffAct, StaffAct } from "./staff-act.ts";

/** The result and the audit note of an act on a parcel. */
function noteOf(action: string, { order, parcel }: LockedParcel, after: Readonly<Record<string, unknown>> = {}) {
  const { state, carrier, trackingNumber } = parcel;
  return {
    result: order.number,
    note: {
      action,
      subject: { kind: "order", id: order.number },
      before: { state, carrier, trackingNumber },
      after: { fulfillmentId: parcel.id, ...after },
    },
  };
}

/** Ships a packed parcel and mails the shopper its link. Returns the order's number, as the others do. */
export async function shipParcelAsStaff(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminShipFulfillment },
  act: PlainStaffAct,
): Promise<OrderNumber> {
  const { fulfillmentId: id, ...tracking } = input;
  return changeWithAudit(deps, act, async (tx) =>
    noteOf("orders.ship", await shipParcel(tx, site, { id, tracking }), { ...tracking }),
  );
}

/** Marks a shipped parcel as delivered. */
export async function deliverParcelAsStaff(
  deps: Deps,
  fulfillmentId: string,
  act: PlainStaffAct,
): Promise<OrderNumber> {
  return changeWithAudit(deps, act, async (tx) => noteOf("orders.deliver", await deliverParcel(tx, fulfillmentId)));
}

/** Takes a packed parcel apart. Throws `not_found` too when `number` is given and it is another order's parcel. */
export async function unpackParcelAsStaff(
  deps: Deps,
  { fulfillmentId, number }: { readonly fulfillmentId: string; readonly number?: OrderNumber },
  act: StaffAct,
): Promise<OrderNumber> {
  return changeWithAudit(deps, act, async (tx) => {
    const locked = await unpackParcel(tx, fulfillmentId, act.actor.userId);
    if (number !== undefined && locked.order.number !== number) throw new AppError("not_found");
    return noteOf("orders.unpack", locked);
  });
}

/** Replaces carrier, number and link of a parcel. */
export async function correctTrackingAsStaff(
  deps: Deps,
  { site, input }: { readonly site: MailSite; readonly input: AdminCorrectTracking },
  act: PlainStaffAct,
): Promise<OrderNumber> {
  const { fulfillmentId: id, ...tracking } = input;
  return changeWithAudit(deps, act, async (tx) =>
    noteOf("orders.correct_tracking", await correctTracking(tx, site, { id, tracking }), { ...tracking }),
  );
}
