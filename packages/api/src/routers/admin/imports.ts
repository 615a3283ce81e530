import {
  AdminCancelImport,
  AdminConfirmImport,
  AdminGetImport,
  AdminImport,
  AdminImportPage,
  AdminListImports,
} from "@cartwright/contracts/product-imports";
import { cancelImportAsStaff, confirmImportAsStaff } from "@cartwright/core/admin/imports/change-import";
import { getImport, listImports } from "@cartwright/core/admin/imports/read-imports";
import { router, staffProcedure } from "../../trpc.ts";

/** Imports of product files. A file is uploaded to `/api/uploads/imports`; its findings are at `/api/admin/imports/{id}/findings.csv`. */
export const adminImportsRouter = router({
  list: staffProcedure("products:write")
    .input(AdminListImports.prefault({}))
    .output(AdminImportPage)
    .query(({ ctx, input }) => listImports(ctx.deps.db, input)),

  get: staffProcedure("products:write")
    .input(AdminGetImport)
    .output(AdminImport)
    .query(({ ctx, input }) => getImport(ctx.deps.db, input.importId)),

  /** Has a checked file be imported. */
  confirm: staffProcedure("products:write")
    .input(AdminConfirmImport)
    .output(AdminImport)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return confirmImportAsStaff(ctx.deps, input, { actor, address, requestId });
    }),

  /** A running import stops at its next batch. Either way nothing is changed. */
  cancel: staffProcedure("products:write")
    .input(AdminCancelImport)
    .output(AdminImport)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return cancelImportAsStaff(ctx.deps, input, { actor, address, requestId });
    }),
});
