import {
  AdminDryRunDeadLetters,
  AdminGetDeadLetter,
  AdminListDeadLetters,
  AdminResolveDeadLetters,
  DeadLetterDetail,
  DeadLetterEffects,
  DeadLetterPage,
  DiscardedDeadLetters,
} from "@cartwright/contracts/dead-letters";
import { getDeadLetter, listDeadLetters } from "@cartwright/core/admin/list-dead-letters";
import { discardDeadLetters, dryRunDeadLetters, replayDeadLetters } from "@cartwright/core/admin/resolve-dead-letters";
import { router, staffProcedure } from "../../trpc.ts";

/** Messages that could not be handled. */
export const adminDeadLettersRouter = router({
  list: staffProcedure("queues:read")
    .input(AdminListDeadLetters.prefault({}))
    .output(DeadLetterPage)
    .query(({ ctx, input }) => listDeadLetters(ctx.deps.db, input)),

  get: staffProcedure("queues:read")
    .input(AdminGetDeadLetter)
    .output(DeadLetterDetail)
    .query(({ ctx, input }) => getDeadLetter(ctx.deps.db, input.id)),

  /** Says for each what a replay would do, and does none of it. */
  dryRun: staffProcedure("queues:operate")
    .input(AdminDryRunDeadLetters)
    .output(DeadLetterEffects)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return dryRunDeadLetters(ctx.deps, input.ids, { actor, address, requestId });
    }),

  /** Each acts once, however often and by however many people it is replayed. */
  replay: staffProcedure("queues:operate")
    .input(AdminResolveDeadLetters)
    .output(DeadLetterEffects)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return replayDeadLetters(ctx.deps, input.ids, { actor, address, requestId, reason: input.reason });
    }),

  discard: staffProcedure("queues:operate")
    .input(AdminResolveDeadLetters)
    .output(DiscardedDeadLetters)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      const act = { actor, address, requestId, reason: input.reason };
      return { discarded: await discardDeadLetters(ctx.deps, input.ids, act) };
    }),
});
