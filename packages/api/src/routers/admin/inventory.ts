import {
  AdjustedStock,
  AdminAdjustStock,
  AdminListMovements,
  AdminListStock,
  AdminSetPolicy,
  AdminMovementPage,
  AdminStockPage,
} from "@cartwright/contracts/admin-products";
import { adjustStockAsStaff } from "@cartwright/core/admin/adjust-stock";
import { listMovements } from "@cartwright/core/admin/list-movements";
import { listStockForStaff } from "@cartwright/core/admin/list-stock";
import { setStockPolicyAsStaff } from "@cartwright/core/admin/set-stock-policy";
import { router, staffProcedure } from "../../trpc.ts";

/** Stock, for staff. */
export const adminInventoryRouter = router({
  list: staffProcedure("inventory:read")
    .input(AdminListStock.prefault({}))
    .output(AdminStockPage)
    .query(({ ctx, input }) => listStockForStaff(ctx.deps.db, input)),

  movements: staffProcedure("inventory:read")
    .input(AdminListMovements)
    .output(AdminMovementPage)
    .query(({ ctx, input }) => listMovements(ctx.deps.db, input)),

  adjust: staffProcedure("inventory:adjust")
    .input(AdminAdjustStock)
    .output(AdjustedStock)
    .mutation(({ ctx, input: { reason, ...adjustment } }) => {
      const { actor, address, requestId } = ctx;
      return adjustStockAsStaff(ctx.deps, adjustment, { actor, address, requestId, reason });
    }),

  setPolicy: staffProcedure("inventory:adjust")
    .input(AdminSetPolicy)
    .output(AdjustedStock)
    .mutation(({ ctx, input: { reason, ...change } }) => {
      const { actor, address, requestId } = ctx;
      return setStockPolicyAsStaff(ctx.deps, change, { actor, address, requestId, reason });
    }),
});
