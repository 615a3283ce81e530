import type { ReplayWebhooks } from "@cartwright/contracts/webhooks";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { countDeliveries, insertDeliveries, restartDeliveries } from "./deliveries.sql.ts";
import { lockEndpoint } from "./endpoints.sql.ts";
import { payloadOf } from "./event-facts.ts";

/** Sends a test event, as any other event is sent. Throws `not_found`, and `invalid_input` for an endpoint that is disabled. */
export async function sendTestEvent(tx: Tx, endpointId: string): Promise<string> {
  const endpoint = await lockEndpoint(tx, endpointId);
  if (!endpoint) throw new AppError("not_found");
  if (endpoint.state !== "enabled")
    throw new AppError("invalid_input", { message: getTranslations("errorDetails")("webhookDisabled") });
  const id = newId();
  const payload = payloadOf("webhook.test", endpoint.now, { message: "This is a test." });
  await insertDeliveries(tx, [{ id, endpointId, eventId: newId(), event: "webhook.test", payload }]);
  return id;
}

/**
 * Sends deliveries again that have ended, under the same `webhook-id`, with all their attempts anew. Those that are waiting, and
 * those that this request or twenty others have replayed, are left as they are. Returns which it sends. Throws `not_found`.
 */
export async function replayDeliveries(tx: Tx, { deliveryIds, requestId }: ReplayWebhooks): Promise<string[]> {
  if ((await countDeliveries(tx, deliveryIds)) < deliveryIds.length) throw new AppError("not_found");
  return restartDeliveries(tx, deliveryIds, requestId);
}
