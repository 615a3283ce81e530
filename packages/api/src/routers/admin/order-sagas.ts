import { AdminOrder } from "@cartwright/contracts/admin";
import { AdminCompensateSaga, AdminPreviewSagaActs, AdminSkipStep, SagaActs } from "@cartwright/contracts/saga-acts";
import { compensateSagaAsStaff, previewSagaActsAsStaff, skipStepAsStaff } from "@cartwright/core/admin/act-on-saga";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { staffProcedure } from "../../trpc.ts";

/** Acts on an order's sagas, as part of `admin.orders`. */
export const orderSagas = {
  /** What skipping its step, or undoing it, would do to a saga now. */
  previewSagaActs: staffProcedure("sagas:operate")
    .input(AdminPreviewSagaActs)
    .output(SagaActs)
    .query(({ ctx, input }) => previewSagaActsAsStaff(ctx.deps.db, input)),

  /** Goes on without the effect of the failing step. Only some steps may be skipped. Repeated it changes nothing. */
  skipStep: staffProcedure("sagas:operate")
    .input(AdminSkipStep)
    .output(AdminOrder)
    .mutation(async ({ ctx, input: { reason, ...saga } }) => {
      const { actor, address, requestId } = ctx;
      await skipStepAsStaff(ctx.deps, saga, { actor, address, requestId, reason });
      return getOrderForStaff(ctx.deps, saga.number);
    }),

  /** Undoes what a checkout has done so far. Repeated it changes nothing. */
  compensateSaga: staffProcedure("sagas:operate")
    .input(AdminCompensateSaga)
    .output(AdminOrder)
    .mutation(async ({ ctx, input: { reason, ...saga } }) => {
      const { actor, address, requestId } = ctx;
      await compensateSagaAsStaff(ctx.deps, saga, { actor, address, requestId, reason });
      return getOrderForStaff(ctx.deps, saga.number);
    }),
};
