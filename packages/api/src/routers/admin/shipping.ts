import {
  AdminArchiveMethod,
  AdminCreateMethod,
  AdminCreateZone,
  AdminRemoveZone,
  AdminSaveMethod,
  AdminSaveZone,
  AdminShipping,
  TriedAddress,
  TryAddress,
} from "@cartwright/contracts/shipping";
import {
  archiveMethodAsStaff,
  removeZoneAsStaff,
  saveMethodAsStaff,
  saveZoneAsStaff,
} from "@cartwright/core/admin/shipping/change-shipping";
import { tryAddress } from "@cartwright/core/saga/flows/checkout/try-address";
import { readShipping } from "@cartwright/core/orders/shipping/read-shipping";
import { NoInput, router, staffProcedure } from "../../trpc.ts";

/** Where the shop ships to, how, and for how much. What is saved counts for the next quote. Each change returns all of it. */
export const adminShippingRouter = router({
  list: staffProcedure("settings:read")
    .input(NoInput)
    .output(AdminShipping)
    .query(({ ctx }) => readShipping(ctx.deps.db)),

  createZone: staffProcedure("settings:write")
    .input(AdminCreateZone)
    .output(AdminShipping)
    .mutation(({ ctx, input }) => saveZoneAsStaff(ctx.deps, input, ctx)),

  saveZone: staffProcedure("settings:write")
    .input(AdminSaveZone)
    .output(AdminShipping)
    .mutation(({ ctx, input }) => saveZoneAsStaff(ctx.deps, input, ctx)),

  /** Refused while methods are offered in it. */
  removeZone: staffProcedure("settings:write")
    .input(AdminRemoveZone)
    .output(AdminShipping)
    .mutation(({ ctx, input }) => removeZoneAsStaff(ctx.deps, input, ctx)),

  createMethod: staffProcedure("settings:write")
    .input(AdminCreateMethod)
    .output(AdminShipping)
    .mutation(({ ctx, input }) => saveMethodAsStaff(ctx.deps, input, ctx)),

  saveMethod: staffProcedure("settings:write")
    .input(AdminSaveMethod)
    .output(AdminShipping)
    .mutation(({ ctx, input }) => saveMethodAsStaff(ctx.deps, input, ctx)),

  /** For good. Orders keep naming it. */
  archiveMethod: staffProcedure("settings:write")
    .input(AdminArchiveMethod)
    .output(AdminShipping)
    .mutation(({ ctx, input }) => archiveMethodAsStaff(ctx.deps, input, ctx)),

  /** What an order to an address would cost, by the functions of the checkout. Writes nothing. */
  tryAddress: staffProcedure("settings:read")
    .input(TryAddress)
    .output(TriedAddress)
    .query(({ ctx, input }) => tryAddress(ctx.deps.db, input)),
});
