import { isFault, reasonOf } from "@cartwright/api/to-trpc-error";
import type { ApiDeps } from "@cartwright/api/context";
import { applyWebhook } from "@cartwright/core/payments/apply-webhook";
import { type CountRefusal, createRefusalCounter } from "@cartwright/core/payments/count-refusals";
import { reportError } from "@cartwright/observability/report-error";
import type { Exchange } from "../http/exchange.ts";
import { BODY_BYTES_MAX, mediaType, readBody } from "../http/read-body.ts";
import { sendError, sendJson } from "../http/send-error.ts";

export const WEBHOOK_PREFIX = "/api/webhooks/";

/**
 * Handles a payment provider's webhook. Its signature covers the raw bytes of the body. 200 means that the event is stored;
 * after any other response the provider sends it again.
 */
export function createWebhookMount(api: ApiDeps): (exchange: Exchange) => Promise<void> {
  const countRefusal = createRefusalCounter(api.db, (error) =>
    api.logger.warn({ err: error }, "a refused webhook was not counted"),
  );
  return (exchange) => handleWebhook({ api, countRefusal }, exchange);
}

async function handleWebhook(
  { api, countRefusal }: { readonly api: ApiDeps; readonly countRefusal: CountRefusal },
  exchange: Exchange,
): Promise<void> {
  const { request, response, requestId } = exchange;
  const gateway = api.gateways.get(exchange.path.slice(WEBHOOK_PREFIX.length));
  if (gateway === undefined) {
    sendError(exchange, { reason: "not_found" });
    return;
  }
  if (mediaType(request) !== "application/json") {
    sendError(exchange, { reason: "invalid_input", status: 415 });
    return;
  }
  const rawBody = await readBody(request, BODY_BYTES_MAX);
  const header = (name: string) => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value[0] : value;
  };
  try {
    const result = await applyWebhook(api, gateway, { rawBody, header });
    sendJson(response, 200, { received: true, result });
  } catch (error) {
    const reason = reasonOf(error);
    if (isFault(reason)) reportError(error, { requestId, reason, route: exchange.route });
    api.logger.warn({ requestId, provider: gateway.name, reason, err: error }, "webhook refused");
    sendError(exchange, { reason });
    await countRefusal(gateway.name, reason);
  }
}
