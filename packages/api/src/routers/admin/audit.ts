import {
  AdminExportAudit,
  AdminListAudit,
  AuditChoices,
  AuditExport,
  AuditPage,
} from "@cartwright/contracts/admin-audit";
import { exportAudit } from "@cartwright/core/admin/export-audit";
import { listAudit, listAuditChoices } from "@cartwright/core/admin/list-audit";
import { NoInput, router, staffProcedure } from "../../trpc.ts";

/** The audit log, read only. */
export const adminAuditRouter = router({
  list: staffProcedure("audit:read")
    .input(AdminListAudit.prefault({}))
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx.deps.db, input)),

  choices: staffProcedure("audit:read")
    .input(NoInput)
    .output(AuditChoices)
    .query(({ ctx }) => listAuditChoices(ctx.deps.db)),

  /** A mutation, because the export is itself audited. */
  export: staffProcedure("audit:read")
    .input(AdminExportAudit.prefault({}))
    .output(AuditExport)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return exportAudit(ctx.deps, input, { actor: { kind: "user", id: actor.userId }, address, requestId });
    }),
});
