import { RemoveSynonyms, SaveSynonyms, SynonymList } from "@cartwright/contracts/synonyms";
import { removeSynonymsAsStaff, saveSynonymsAsStaff } from "@cartwright/core/admin/change-synonyms";
import { listSynonyms } from "@cartwright/core/catalog/synonyms/list-synonyms";
import { NoInput, router, staffProcedure } from "../../trpc.ts";

/** The settings of the shop's search. Changes apply to the next search, and return all groups as they are then. */
export const adminSearchRouter = router({
  synonyms: staffProcedure("settings:read")
    .input(NoInput)
    .output(SynonymList)
    .query(({ ctx }) => listSynonyms(ctx.deps.db)),

  saveSynonyms: staffProcedure("settings:write")
    .input(SaveSynonyms)
    .output(SynonymList)
    .mutation(async ({ ctx, input }) => {
      await saveSynonymsAsStaff(ctx.deps, input, ctx);
      return listSynonyms(ctx.deps.db);
    }),

  removeSynonyms: staffProcedure("settings:write")
    .input(RemoveSynonyms)
    .output(SynonymList)
    .mutation(async ({ ctx, input }) => {
      await removeSynonymsAsStaff(ctx.deps, input, ctx);
      return listSynonyms(ctx.deps.db);
    }),
});
