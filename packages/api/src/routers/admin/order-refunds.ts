import { AdminOrder } from "@cartwright/contracts/admin";
import { AdminMarkRefunded, AdminPreviewManualRefund, ManualRefundPreview } from "@cartwright/contracts/order-trouble";
import { AdminPreviewRefund, AdminRefundOrder, RefundedOrder, RefundPreview } from "@cartwright/contracts/refunds";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { markRefundedAsStaff, previewManualRefund } from "@cartwright/core/admin/mark-refunded";
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

  /** What marking a failing refund as made by hand would record. Asks the provider whether it has made it. */
  previewManualRefund: staffProcedure("orders:refund")
    .input(AdminPreviewManualRefund)
    .output(ManualRefundPreview)
    .query(({ ctx, input }) => previewManualRefund(ctx.deps, input)),

  /** Records that a refund which the provider does not make was paid in another way. The provider is not asked again. */
  markRefunded: staffProcedure("orders:refund")
    .input(AdminMarkRefunded)
    .output(AdminOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await markRefundedAsStaff(ctx.deps, input, { actor, address, requestId, reason: input.reason });
      return getOrderForStaff(ctx.deps, input.number);
    }),
};
