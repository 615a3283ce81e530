import { OpenDownloads, OpenedDownloads, StartedDownload, StartLinkedDownload } from "@cartwright/contracts/downloads";
import { openDownloads, startLinkedDownload } from "@cartwright/core/orders/start-download";
import { publicMutation, router } from "../trpc.ts";

/** Downloads by the link of a mail, for whoever has it. Mutations, because a secret must not be part of a URL. */
export const downloadsRouter = router({
  open: publicMutation()
    .input(OpenDownloads)
    .output(OpenedDownloads)
    .mutation(({ ctx, input }) => openDownloads(ctx.deps, input.key)),

  start: publicMutation()
    .input(StartLinkedDownload)
    .output(StartedDownload)
    .mutation(({ ctx, input }) => {
      const { actor, address, requestId } = ctx;
      return startLinkedDownload(ctx.deps, input, { actor, address, requestId });
    }),
});
