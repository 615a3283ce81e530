import { AdminListAudit, AuditChoices, AuditPage } from "@cartwright/contracts/admin-audit";
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
});
