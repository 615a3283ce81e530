import { GetListSetup, HideColumns, ListSetup, RemoveView, SaveView } from "@cartwright/contracts/list-setup";
import { hideColumns, removeView, saveView } from "@cartwright/core/accounts/list-setup/change-list-setup";
import { readListSetup } from "@cartwright/core/accounts/list-setup/read-list-setup";
import { router, staffProcedure } from "../../trpc.ts";

/**
 * How a person has set up a list of the back office: saved views and hidden columns. Each also asks for the permission to read the list
 * itself. Changes return the list's setup as it is then.
 */
export const adminListsRouter = router({
  get: staffProcedure("dashboard:read")
    .input(GetListSetup)
    .output(ListSetup)
    .query(({ ctx, input }) => readListSetup(ctx.deps.db, input.list, ctx.actor)),

  saveView: staffProcedure("dashboard:read")
    .input(SaveView)
    .output(ListSetup)
    .mutation(({ ctx, input }) => saveView(ctx.deps, input, ctx)),

  removeView: staffProcedure("dashboard:read")
    .input(RemoveView)
    .output(ListSetup)
    .mutation(({ ctx, input }) => removeView(ctx.deps, input, ctx)),

  hideColumns: staffProcedure("dashboard:read")
    .input(HideColumns)
    .output(ListSetup)
    .mutation(({ ctx, input }) => hideColumns(ctx.deps, input, ctx)),
});
