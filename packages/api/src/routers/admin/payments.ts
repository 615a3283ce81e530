import {
  AdminListFindings,
  AdminPreviewRepair,
  AdminReconcile,
  AdminRepair,
  BookFindingPage,
  Reconciled,
  RepairPreview,
  RepairResult,
} from "@cartwright/contracts/books";
import { DayPeriod } from "@cartwright/contracts/day-period";
import {
  AdminLedgerBalances,
  AdminListLedger,
  DailyTotals,
  LedgerBalances,
  LedgerPage,
} from "@cartwright/contracts/ledger";
import {
  AdminInboundWebhook,
  AdminListInboundWebhooks,
  AdminRerunWebhook,
  InboundWebhookDetail,
  InboundWebhookPage,
  RerunPreview,
  RerunResult,
} from "@cartwright/contracts/inbound-webhooks";
import { exportTotals } from "@cartwright/core/admin/books/export-totals";
import { listFindings } from "@cartwright/core/admin/books/list-findings";
import { listLedger, readLedgerBalances } from "@cartwright/core/admin/books/list-ledger";
import { reconcileNow } from "@cartwright/core/admin/books/reconcile-now";
import { previewRepair, repairFindingAsStaff } from "@cartwright/core/admin/books/repair-finding";
import { rerunWebhookAsStaff } from "@cartwright/core/admin/rerun-webhook";
import { getWebhook, listWebhooks } from "@cartwright/core/payments/list-webhooks";
import { previewRerun } from "@cartwright/core/payments/rerun-webhook";
import { router, staffProcedure } from "../../trpc.ts";

/** The shop's books: the ledger, and where they differ from the orders and from the providers' own records. */
export const adminPaymentsRouter = router({
  ledger: staffProcedure("payments:read")
    .input(AdminListLedger.prefault({}))
    .output(LedgerPage)
    .query(({ ctx, input }) => listLedger(ctx.deps.db, input)),

  balances: staffProcedure("payments:read")
    .input(AdminLedgerBalances.prefault({}))
    .output(LedgerBalances)
    .query(({ ctx, input }) => readLedgerBalances(ctx.deps.db, input)),

  /** Daily totals for the bookkeeper. A mutation, because the export is audited. */
  exportTotals: staffProcedure("payments:read")
    .input(DayPeriod)
    .output(DailyTotals)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return exportTotals(ctx.deps, input, { actor, address, requestId });
    }),

  findings: staffProcedure("payments:read")
    .input(AdminListFindings.prefault({}))
    .output(BookFindingPage)
    .query(({ ctx, input }) => listFindings(ctx.deps.db, input)),

  /** Compares the newest payments and all open findings with the providers now. One comparison at a time. */
  reconcile: staffProcedure("payments:repair")
    .input(AdminReconcile)
    .output(Reconciled)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return reconcileNow(ctx.deps, { actor, address, requestId, reason: input.reason });
    }),

  /** What repairing a finding would do. Asks the provider, and changes nothing. */
  previewRepair: staffProcedure("payments:repair")
    .input(AdminPreviewRepair)
    .output(RepairPreview)
    .query(({ ctx, input }) => previewRepair(ctx.deps, input)),

  /** Repairs a finding as previewed. Repeated it changes nothing. */
  repair: staffProcedure("payments:repair")
    .input(AdminRepair)
    .output(RepairResult)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return repairFindingAsStaff(ctx.deps, input, { actor, address, requestId, reason: input.reason });
    }),

  /** What the providers sent, newest first, with its outcome; and how much was not accepted. */
  webhooks: staffProcedure("payments:read")
    .input(AdminListInboundWebhooks.prefault({}))
    .output(InboundWebhookPage)
    .query(({ ctx, input }) => listWebhooks(ctx.deps.db, input)),

  webhook: staffProcedure("payments:read")
    .input(AdminInboundWebhook)
    .output(InboundWebhookDetail)
    .query(({ ctx, input }) => getWebhook(ctx.deps.db, input)),

  /** What running a webhook again would do. Asks the provider, and changes nothing. */
  previewWebhook: staffProcedure("payments:repair")
    .input(AdminInboundWebhook)
    .output(RerunPreview)
    .query(({ ctx, input }) => previewRerun(ctx.deps, input)),

  /** Gives the payment the state that the provider's own record has. Repeated it changes nothing. */
  rerunWebhook: staffProcedure("payments:repair")
    .input(AdminRerunWebhook)
    .output(RerunResult)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return {
        effect: await rerunWebhookAsStaff(ctx.deps, input, { actor, address, requestId, reason: input.reason }),
      };
    }),
});
