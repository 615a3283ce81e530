import {
  AdminGetOrder,
  AdminListOrders,
  AdminOrder,
  AdminOrderPage,
  AdminRenewDownloads,
  AdminResumeSaga,
  AdminRevokeOrderLinks,
} from "@cartwright/contracts/admin";
import { revokeOrderLinksWithAudit } from "@cartwright/core/admin/revoke-order-links";
import { getOrderForStaff } from "@cartwright/core/admin/get-order";
import { listOrdersForStaff } from "@cartwright/core/admin/list-orders";
import { renewDownloadsAsStaff } from "@cartwright/core/notifications/renew-downloads";
import { resumeSagaAsStaff } from "@cartwright/core/admin/resume-saga";
import { Nothing, router, staffProcedure } from "../../trpc.ts";
import { orderBulk } from "./order-bulk.ts";
import { orderCancellation } from "./order-cancellation.ts";
import { orderDocuments } from "./order-documents.ts";
import { orderFulfillment } from "./order-fulfillment.ts";
import { orderNotes } from "./order-notes.ts";
import { orderRefunds } from "./order-refunds.ts";
import { orderSagas } from "./order-sagas.ts";

/** All orders, for staff. */
export const adminOrdersRouter = router({
  ...orderBulk,
  ...orderCancellation,
  ...orderDocuments,
  ...orderFulfillment,
  ...orderNotes,
  ...orderRefunds,
  ...orderSagas,

  list: staffProcedure("orders:read")
    .input(AdminListOrders.prefault({}))
    .output(AdminOrderPage)
    .query(({ ctx, input }) => listOrdersForStaff(ctx.deps.db, input)),

  get: staffProcedure("orders:read")
    .input(AdminGetOrder)
    .output(AdminOrder)
    .query(({ ctx, input }) => getOrderForStaff(ctx.deps, input.number)),

  /** For an order whose mails went to a wrong address, or whose link was passed on. */
  revokeLinks: staffProcedure("orders:cancel")
    .input(AdminRevokeOrderLinks)
    .output(Nothing)
    .mutation(async ({ ctx, input: { number, reason } }) => {
      const { actor, address, requestId } = ctx;
      await revokeOrderLinksWithAudit(ctx.deps, number, { actor, address, requestId, reason });
      return null;
    }),

  renewDownloads: staffProcedure("orders:fulfil")
    .input(AdminRenewDownloads)
    .output(AdminOrder)
    .mutation(async ({ ctx, input: { reason, ...line } }) => {
      const { actor, address, requestId } = ctx;
      await renewDownloadsAsStaff(ctx.deps, line, { actor, address, requestId, reason });
      return getOrderForStaff(ctx.deps, line.number);
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
