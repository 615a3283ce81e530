import { AdminPreviewRefund, AdminRefundOrder, RefundedOrder, RefundPreview } from "@cartwright/contracts/refunds";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { previewRefundForStaff, refundOrderAsStaff } from "@cartwright/core/admin/refund-order";
import { staffProcedure } from "../../trpc.ts";

/** Refunds, as part of `admin.orders`. */
export const orderRefunds = {
  /** What a refund would send and why. Sends nothing. */
  previewRefund: staffProcedure("orders:refund")
    .input(AdminPreviewRefund)
    .output(RefundPreview)
    .query(({ ctx, input: { number, ...choice } }) => previewRefundForStaff(ctx.deps.db, number, choice)),

  /** Starts a refund. It is pending until the provider has made it. */
  refund: staffProcedure("orders:refund")
    .input(AdminRefundOrder)
    .output(RefundedOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const act = { actor, address, requestId, reason: input.reason };
      const refundId = await refundOrderAsStaff(ctx.deps, input, act);
      return { refundId, order: await getOrderForStaff(ctx.deps, input.number) };
    }),
};
