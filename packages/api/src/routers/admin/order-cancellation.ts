import { AdminCancelOrder, AdminOrder } from "@cartwright/contracts/admin";
import { AdminCancelItems, AdminPreviewCancelItems, CancelItemsPreview } from "@cartwright/contracts/cancel-items";
import { cancelItemsAsStaff, previewCancelItemsForStaff } from "@cartwright/core/admin/cancel-items";
import { cancelOrderWithAudit } from "@cartwright/core/admin/cancel-order";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { staffProcedure } from "../../trpc.ts";

/** Cancelling, as part of `admin.orders`. */
export const orderCancellation = {
  cancel: staffProcedure("orders:cancel")
    .input(AdminCancelOrder)
    .output(AdminOrder)
    .mutation(async ({ ctx, input: { number, reason } }) => {
      const { actor, address, requestId } = ctx;
      await cancelOrderWithAudit(ctx.deps, number, { actor, address, requestId, reason });
      return getOrderForStaff(ctx.deps, number);
    }),

  /** What cancelling units that are not packed would send back, and whether it cancels the whole order. Changes nothing. */
  previewCancelItems: staffProcedure("orders:cancel")
    .input(AdminPreviewCancelItems)
    .output(CancelItemsPreview)
    .query(({ ctx, input }) => previewCancelItemsForStaff(ctx.deps.db, input)),

  /** Cancels units that are not packed: they go back to stock, their money to the customer. */
  cancelItems: staffProcedure("orders:cancel")
    .input(AdminCancelItems)
    .output(AdminOrder)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const cancellation = { site: ctx.deps.settings, input };
      await cancelItemsAsStaff(ctx.deps, cancellation, { actor, address, requestId, reason: input.reason });
      return getOrderForStaff(ctx.deps, input.number);
    }),
};
