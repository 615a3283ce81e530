import {
  AdminExchangeReturn,
  AdminPreviewExchange,
  ExchangedReturn,
  ExchangePreview,
} from "@cartwright/contracts/exchanges";
import {
  AdminDecideReturn,
  AdminListReturns,
  AdminReceiveReturn,
  AdminReturnPage,
  DecidedReturn,
  ReceivedReturn,
} from "@cartwright/contracts/returns";
import { approveReturnAsStaff, declineReturnAsStaff } from "@cartwright/core/admin/decide-return";
import { exchangeReturnAsStaff, previewExchange } from "@cartwright/core/admin/exchange-return";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listReturns } from "@cartwright/core/admin/list-returns";
import { receiveReturnAsStaff } from "@cartwright/core/admin/receive-return";
import { mayAct } from "@cartwright/core/kernel/actor";
import { AppError } from "@cartwright/core/kernel/app-error";
import { router, staffProcedure } from "../../trpc.ts";

/** Returns that shoppers requested. */
export const adminReturnsRouter = router({
  list: staffProcedure("orders:read")
    .input(AdminListReturns.prefault({}))
    .output(AdminReturnPage)
    .query(({ ctx, input }) => listReturns(ctx.deps.db, input)),

  approve: staffProcedure("orders:fulfil")
    .input(AdminDecideReturn)
    .output(DecidedReturn)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const decision = { site: ctx.deps.settings, ...input };
      const number = await approveReturnAsStaff(ctx.deps, decision, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number) };
    }),

  decline: staffProcedure("orders:fulfil")
    .input(AdminDecideReturn)
    .output(DecidedReturn)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const decision = { site: ctx.deps.settings, ...input };
      const number = await declineReturnAsStaff(ctx.deps, decision, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number) };
    }),

  /** What of a return can be exchanged for what, and what a choice would send. */
  previewExchange: staffProcedure("orders:fulfil")
    .input(AdminPreviewExchange)
    .output(ExchangePreview)
    .query(({ ctx, input }) => previewExchange(ctx.deps.db, input)),

  /** Exchanges returned units for other variants, by a new order at the same price. */
  exchange: staffProcedure("orders:fulfil")
    .input(AdminExchangeReturn)
    .output(ExchangedReturn)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const exchange = { site: ctx.deps.settings, input };
      const { number, newNumber } = await exchangeReturnAsStaff(ctx.deps, exchange, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number), newNumber };
    }),

  /** Takes units back. Refunding in the same step also needs the permission to refund. */
  receive: staffProcedure("orders:fulfil")
    .input(AdminReceiveReturn)
    .output(ReceivedReturn)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      if (input.refund && !mayAct(actor, "orders:refund")) throw new AppError("forbidden");
      const receipt = { site: ctx.deps.settings, input };
      const { number, refundId } = await receiveReturnAsStaff(ctx.deps, receipt, { actor, address, requestId });
      return { order: await getOrderForStaff(ctx.deps, number), refundId };
    }),
});
