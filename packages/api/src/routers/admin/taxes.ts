import { AdminRemoveTaxRate, AdminSaveTaxRate, AdminSetShippingTax, AdminTaxes } from "@cartwright/contracts/taxes";
import { removeRateAsStaff, saveRateAsStaff, setShippingTaxAsStaff } from "@cartwright/core/admin/taxes/change-taxes";
import { readTaxes } from "@cartwright/core/orders/taxes/read-taxes";
import { NoInput, router, staffProcedure } from "../../trpc.ts";

/** What is taxed where. What is saved counts for the next quote. Each change returns all of it. */
export const adminTaxesRouter = router({
  list: staffProcedure("settings:read")
    .input(NoInput)
    .output(AdminTaxes)
    .query(({ ctx }) => readTaxes(ctx.deps.db)),

  saveRate: staffProcedure("settings:write")
    .input(AdminSaveTaxRate)
    .output(AdminTaxes)
    .mutation(({ ctx, input }) => saveRateAsStaff(ctx.deps, input, ctx)),

  /** Refused for the shop's own country. */
  removeRate: staffProcedure("settings:write")
    .input(AdminRemoveTaxRate)
    .output(AdminTaxes)
    .mutation(({ ctx, input }) => removeRateAsStaff(ctx.deps, input, ctx)),

  setShipping: staffProcedure("settings:write")
    .input(AdminSetShippingTax)
    .output(AdminTaxes)
    .mutation(({ ctx, input }) => setShippingTaxAsStaff(ctx.deps, input, ctx)),
});
