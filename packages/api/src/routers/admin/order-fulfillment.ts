import {
  AdminCorrectTracking,
  AdminDeliverFulfillment,
  AdminFulfillOrder,
  AdminShipFulfillment,
  AdminUnpackFulfillment,
  ChangedOrder,
  FulfilledOrder,
} from "@cartwright/contracts/fulfillment";
import {
  correctTrackingAsStaff,
  deliverParcelAsStaff,
  shipParcelAsStaff,
  unpackParcelAsStaff,
} from "@cartwright/core/admin/change-parcel";
import { fulfillOrderAsStaff } from "@cartwright/core/admin/fulfill-order";
import { readPickList } from "@cartwright/core/admin/read-pick-list";
import { AdminShipmentList, ShipmentEffects } from "@cartwright/contracts/shipment-list";
import { AdminPickList, PickList } from "@cartwright/contracts/pick-list";
import { checkShipments, shipListAsStaff } from "@cartwright/core/admin/ship-list";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { staffProcedure } from "../../trpc.ts";

/** Packing and sending, as part of `admin.orders`. */
export const orderFulfillment = {
  /** What to fetch from the shelves for some orders, or for all that wait to be packed. */
  pickList: staffProcedure("orders:read")
    .input(AdminPickList.prefault({}))
    .output(PickList)
    .query(({ ctx, input }) => readPickList(ctx.deps.db, input.numbers)),

  /** Packs units as one parcel. */
  fulfill: staffProcedure("orders:fulfil")
    .input(AdminFulfillOrder)
    .output(FulfilledOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const fulfillmentId = await fulfillOrderAsStaff(ctx.deps, input, { actor, address, requestId });
      return { fulfillmentId, order: await getOrderForStaff(ctx.deps, input.number) };
    }),

  /** Sends a packed parcel and mails its link to the shopper. */
  ship: staffProcedure("orders:fulfil")
    .input(AdminShipFulfillment)
    .output(ChangedOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const shipment = { site: ctx.deps.settings, input };
      const number = await shipParcelAsStaff(ctx.deps, shipment, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number) };
    }),

  /** Says for each row of a list what shipping it would do, and does none of it. */
  checkShipments: staffProcedure("orders:fulfil")
    .input(AdminShipmentList)
    .output(ShipmentEffects)
    .query(({ ctx, input }) => checkShipments(ctx.deps.db, input.shipments)),

  /** Ships many orders, each once, and mails each shopper their link. */
  shipList: staffProcedure("orders:fulfil")
    .input(AdminShipmentList)
    .output(ShipmentEffects)
    .mutation(({ ctx, input: { shipments } }) => {
      const { actor, address, requestId } = ctx;
      const list = { site: ctx.deps.settings, shipments };
      return shipListAsStaff(ctx.deps, list, { actor, address, requestId });
    }),

  deliver: staffProcedure("orders:fulfil")
    .input(AdminDeliverFulfillment)
    .output(ChangedOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const number = await deliverParcelAsStaff(ctx.deps, input.fulfillmentId, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number) };
    }),

  /** Takes a packed parcel apart. */
  unpack: staffProcedure("orders:fulfil")
    .input(AdminUnpackFulfillment)
    .output(ChangedOrder)
    .mutation(async ({ ctx, input: { fulfillmentId, reason } }) => {
      const { actor, address, requestId } = ctx;
      const number = await unpackParcelAsStaff(ctx.deps, { fulfillmentId }, { actor, address, requestId, reason });
      return { order: await getOrderForStaff(ctx.deps, number) };
    }),

  correctTracking: staffProcedure("orders:fulfil")
    .input(AdminCorrectTracking)
    .output(ChangedOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const correction = { site: ctx.deps.settings, input };
      const number = await correctTrackingAsStaff(ctx.deps, correction, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number) };
    }),
};
