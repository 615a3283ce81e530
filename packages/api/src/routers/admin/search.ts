import { FoundEverywhere, SearchEverything } from "@cartwright/contracts/admin-search";
import { RemoveSynonyms, SaveSynonyms, SynonymList } from "@cartwright/contracts/synonyms";
import { removeSynonymsAsStaff, saveSynonymsAsStaff } from "@cartwright/core/admin/change-synonyms";
import { searchEverything } from "@cartwright/core/admin/search-everything";
import { listSynonyms } from "@cartwright/core/catalog/synonyms/list-synonyms";
import { mayAct } from "@cartwright/core/kernel/actor";
import { NoInput, router, staffProcedure } from "../../trpc.ts";

/** The search of the back office, and the settings of the shop's. Changes apply to the next search, and return all groups as they are then. */
export const adminSearchRouter = router({
  /** Looks only for what the person may read. */
  everything: staffProcedure("dashboard:read")
    .input(SearchEverything)
    .output(FoundEverywhere)
    .query(({ ctx, input: { query } }) =>
      searchEverything(ctx.deps.db, { query, may: (permission) => mayAct(ctx.actor, permission) }),
    ),

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
