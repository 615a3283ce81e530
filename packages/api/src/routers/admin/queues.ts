import { AdminChangeQueue, QueuesOverview } from "@cartwright/contracts/queues";
import { getQueues, pauseQueue, resumeQueue } from "@cartwright/core/admin/change-queues";
import { NoInput, Nothing, router, staffProcedure } from "../../trpc.ts";

/** The queues, the outbox and the workers. */
export const adminQueuesRouter = router({
  overview: staffProcedure("queues:read")
    .input(NoInput)
    .output(QueuesOverview)
    .query(({ ctx }) => getQueues(ctx.deps.db)),

  /** Workers follow within a few seconds. Running jobs finish. */
  pause: staffProcedure("queues:operate")
    .input(AdminChangeQueue)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await pauseQueue(ctx.deps, input, { actor, address, requestId, reason: input.reason });
      return null;
    }),

  resume: staffProcedure("queues:operate")
    .input(AdminChangeQueue)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      await resumeQueue(ctx.deps, input, { actor, address, requestId, reason: input.reason });
      return null;
    }),
});
