import {
  AdminDraft,
  AdminDraftPage,
  AdminGetDraft,
  AdminListDrafts,
  AdminSaveDraft,
  AdminSendDraft,
} from "@cartwright/contracts/order-drafts";
import { removeDraft, saveDraft, sendDraft, withdrawDraft } from "@cartwright/core/admin/drafts/change-draft";
import { listDrafts } from "@cartwright/core/admin/drafts/list-drafts";
import { getDraft } from "@cartwright/core/admin/drafts/show-draft";
import { AppError } from "@cartwright/core/kernel/app-error";
import { mayAct } from "@cartwright/core/kernel/actor";
import { Nothing, router, staffProcedure } from "../../trpc.ts";

/** Orders that staff put together for a customer. */
export const adminDraftsRouter = router({
  list: staffProcedure("orders:read")
    .input(AdminListDrafts.prefault({}))
    .output(AdminDraftPage)
    .query(({ ctx, input }) => listDrafts(ctx.deps.db, input)),

  get: staffProcedure("orders:read")
    .input(AdminGetDraft)
    .output(AdminDraft)
    .query(({ ctx, input }) => getDraft(ctx.deps.db, input.draftId)),

  /** Saves a draft. A discount takes the permission to refund: it gives money away. */
  save: staffProcedure("orders:edit")
    .input(AdminSaveDraft)
    .output(AdminDraft)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      if (input.discount && !mayAct(actor, "orders:refund")) throw new AppError("forbidden");
      await saveDraft(ctx.deps, input, { actor, address, requestId });
      return getDraft(ctx.deps.db, input.draftId);
    }),

  /** Mails the customer a link by which they can pay. An earlier link stops working. */
  send: staffProcedure("orders:edit")
    .input(AdminSendDraft)
    .output(AdminDraft)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await sendDraft(ctx.deps, { site: ctx.deps.settings, input }, { actor, address, requestId });
      return getDraft(ctx.deps.db, input.draftId);
    }),

  /** Ends the payment link. */
  withdraw: staffProcedure("orders:edit")
    .input(AdminSendDraft)
    .output(AdminDraft)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await withdrawDraft(ctx.deps, input, { actor, address, requestId });
      return getDraft(ctx.deps.db, input.draftId);
    }),

  remove: staffProcedure("orders:edit")
    .input(AdminSendDraft)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await removeDraft(ctx.deps, input, { actor, address, requestId });
      return null;
    }),
});
