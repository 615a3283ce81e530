import {
  CreateWebhook,
  GetWebhookDelivery,
  ListWebhookDeliveries,
  RemoveWebhook,
  ReplayedWebhooks,
  ReplayWebhooks,
  RotateWebhookSecret,
  UpdateWebhook,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookEndpoint,
  WebhookEndpointId,
  WebhookList,
  WebhookWithSecret,
} from "@cartwright/contracts/webhooks";
import {
  createWebhook,
  removeWebhook,
  replayWebhooks,
  rotateWebhook,
  testWebhook,
  updateWebhook,
} from "@cartwright/core/admin/change-webhooks";
import { AppError } from "@cartwright/core/kernel/app-error";
import { getDelivery, listDeliveries } from "@cartwright/core/webhooks/list-deliveries";
import { getEndpoint, listEndpoints } from "@cartwright/core/webhooks/list-endpoints";
import type { ApiDeps } from "../../context.ts";
import { NoInput, Nothing, router, staffProcedure } from "../../trpc.ts";

/** The web process has the keys; no other serves these procedures. */
function withKeys({ db, webhooks }: ApiDeps) {
  if (!webhooks) throw new AppError("unavailable");
  return { db, webhooks };
}

/** Webhooks to other programs: endpoints, deliveries, replay. Secrets are shown once, when they are made. */
export const adminWebhooksRouter = router({
  list: staffProcedure("webhooks:read")
    .input(NoInput)
    .output(WebhookList)
    .query(async ({ ctx }) => ({ items: await listEndpoints(ctx.deps.db) })),

  get: staffProcedure("webhooks:read")
    .input(WebhookEndpointId)
    .output(WebhookEndpoint)
    .query(({ ctx, input }) => getEndpoint(ctx.deps.db, input.endpointId)),

  create: staffProcedure("webhooks:write")
    .input(CreateWebhook)
    .output(WebhookWithSecret)
    .mutation(({ ctx, input }) => createWebhook(withKeys(ctx.deps), input, ctx)),

  update: staffProcedure("webhooks:write")
    .input(UpdateWebhook)
    .output(WebhookEndpoint)
    .mutation(({ ctx, input }) => updateWebhook(withKeys(ctx.deps), input, ctx)),

  remove: staffProcedure("webhooks:write")
    .input(RemoveWebhook)
    .output(Nothing)
    .mutation(async ({ ctx, input }) => {
      await removeWebhook(withKeys(ctx.deps), input, ctx);
      return null;
    }),

  /** For a day, deliveries are signed with the secret before as well. */
  rotateSecret: staffProcedure("webhooks:write")
    .input(RotateWebhookSecret)
    .output(WebhookWithSecret)
    .mutation(({ ctx, input }) => rotateWebhook(withKeys(ctx.deps), input, ctx)),

  /** Its delivery appears in the log like that of any other event. */
  sendTest: staffProcedure("webhooks:write")
    .input(WebhookEndpointId)
    .output(GetWebhookDelivery)
    .mutation(async ({ ctx, input }) => ({ deliveryId: await testWebhook(ctx.deps, input.endpointId, ctx) })),

  deliveries: staffProcedure("webhooks:read")
    .input(ListWebhookDeliveries)
    .output(WebhookDeliveryPage)
    .query(({ ctx, input }) => listDeliveries(ctx.deps.db, input)),

  delivery: staffProcedure("webhooks:read")
    .input(GetWebhookDelivery)
    .output(WebhookDeliveryDetail)
    .query(({ ctx, input }) => getDelivery(ctx.deps.db, input.deliveryId)),

  /** Sends deliveries again that have ended, under the same `webhook-id`. The same request sent twice acts once. */
  replay: staffProcedure("webhooks:replay")
    .input(ReplayWebhooks)
    .output(ReplayedWebhooks)
    .mutation(async ({ ctx, input }) => ({ replayed: await replayWebhooks(ctx.deps, input, ctx) })),
});
