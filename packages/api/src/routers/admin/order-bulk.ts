import {
  AdminPackOrders,
  AdminTagOrders,
  AdminUnpackOrders,
  OrderOutcomes,
  TagOutcomes,
} from "@cartwright/contracts/order-bulk";
import { packOrdersAsStaff, tagOrdersAsStaff, unpackOrdersAsStaff } from "@cartwright/core/admin/change-many-orders";
import { staffProcedure } from "../../trpc.ts";

/** One act on many orders, as part of `admin.orders`: the outcome by order. */
export const orderBulk = {
  /** Packs all open units of each order as one parcel. */
  packMany: staffProcedure("orders:fulfil")
    .input(AdminPackOrders)
    .output(OrderOutcomes)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return packOrdersAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** Unpacks the parcel of each order. */
  unpackMany: staffProcedure("orders:fulfil")
    .input(AdminUnpackOrders)
    .output(OrderOutcomes)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return unpackOrdersAsStaff(ctx.deps, input, { actor, address, requestId, reason: input.reason });
    }),

  tagMany: staffProcedure("orders:edit")
    .input(AdminTagOrders)
    .output(TagOutcomes)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return tagOrdersAsStaff(ctx.deps, input, { actor, address, requestId });
    }),
};
