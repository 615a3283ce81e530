import {
  AdminCancelOrder,
  AdminGetOrder,
  AdminListOrders,
  AdminOrder,
  AdminOrderPage,
  AdminResumeSaga,
} from "@cartwright/contracts/admin";
import { cancelOrderWithAudit } from "@cartwright/core/admin/cancel-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listOrdersForStaff } from "@cartwright/core/admin/list-orders";
import { resumeSagaAsStaff } from "@cartwright/core/admin/resume-saga";
import { router, staffProcedure } from "../../trpc.ts";

/** All orders, for staff. */
export const adminOrdersRouter = router({
  list: staffProcedure("orders:read")
    .input(AdminListOrders.prefault({}))
    .output(AdminOrderPage)
    .query(({ ctx, input }) => listOrdersForStaff(ctx.deps.db, input)),

  get: staffProcedure("orders:read")
    .input(AdminGetOrder)
    .output(AdminOrder)
    .query(({ ctx, input }) => getOrderForStaff(ctx.deps, input.number)),

  cancel: staffProcedure("orders:cancel")
    .input(AdminCancelOrder)
    .output(AdminOrder)
    .mutation(async ({ ctx, input: { number, reason } }) => {
      const { actor, address, requestId } = ctx;
      await cancelOrderWithAudit(ctx.deps, number, { actor, address, requestId, reason });
      return getOrderForStaff(ctx.deps, number);
    }),

  resumeSaga: staffProcedure("sagas:operate")
    .input(AdminResumeSaga)
    .output(AdminOrder)
    .mutation(async ({ ctx, input: { number, sagaId, reason } }) => {
      const { actor, address, requestId } = ctx;
      await resumeSagaAsStaff(ctx.deps, { number, sagaId }, { actor, address, requestId, reason });
      return getOrderForStaff(ctx.deps, number);
    }),
});
