import type { JobPayload } from "@cartwright/contracts/messages";
import { WEBHOOK_PAYLOAD_VERSION, type WebhookDeliveryEvent, type WebhookEvent } from "@cartwright/contracts/webhooks";
import type { Tx } from "@cartwright/db/transaction";
import { readProductFacts } from "../catalog/read-product-facts.ts";
import { derivedId } from "../kernel/ids.ts";
import { readTimelineRows, type TimelineRow } from "../orders/read-timeline-rows.ts";

/** A message of the outbox that may concern other programs. */
export interface FanOutMessage {
  readonly messageId: string;
  readonly payload: JobPayload<"webhooks.fan-out">;
}

/** A public event with the body that is sent. The id is the same whenever the message is handled again. */
export interface EventFact {
  readonly eventId: string;
  readonly event: WebhookDeliveryEvent;
  readonly payload: string;
}

/** The rows of a timeline that are public, and under which name. */
const OF_TIMELINE: Readonly<Record<string, WebhookEvent>> = {
  "order.confirmed": "order.confirmed",
  "order.cancelled": "order.cancelled",
  "order.shipped": "order.shipped",
  "order.delivered": "order.delivered",
  "payment.refunded": "order.refunded",
  "order.return_requested": "order.return_requested",
  "order.returned": "order.return_received",
};

/** The body of an event, the same for every endpoint: it is part of the public interface, and docs/webhooks.md describes it. */
export function payloadOf(event: WebhookDeliveryEvent, at: Date, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ type: event, version: WEBHOOK_PAYLOAD_VERSION, timestamp: at.toISOString(), data });
}

function ofTimeline(row: TimelineRow): EventFact[] {
  const event = OF_TIMELINE[row.type];
  if (event === undefined) return [];
  const { orderId: id, number, status, paymentStatus, fulfillmentStatus, totalMinor, refundedMinor, currency } = row;
  const order = { id, number, status, paymentStatus, fulfillmentStatus, totalMinor, refundedMinor, currency };
  const { fulfillmentId, returnId } = row.data ?? {};
  const data = {
    order,
    sequence: row.seq,
    ...(fulfillmentId === undefined ? {} : { fulfillmentId }),
    ...(returnId === undefined ? {} : { returnId }),
  };
  return [
    {
      eventId: derivedId("webhook event", id, String(row.seq)),
      event,
      payload: payloadOf(event, row.at, data),
    },
  ];
}

/** The public events of some messages, in their order. */
export async function readEventFacts(tx: Tx, messages: readonly FanOutMessage[], now: Date): Promise<EventFact[]> {
  const facts: EventFact[] = [];
  for (const { messageId, payload } of messages) {
    for (const row of await readTimelineRows(tx, payload.orders)) facts.push(...ofTimeline(row));
    const products = await readProductFacts(tx, payload.productIds);
    for (const product of products.values()) {
      facts.push({
        eventId: derivedId("webhook event", messageId, product.id),
        event: "product.changed",
        payload: payloadOf("product.changed", now, { product }),
      });
    }
    for (const { event, ...stock } of payload.stock) {
      facts.push({
        eventId: derivedId("webhook event", messageId, event, stock.variantId),
        event,
        payload: payloadOf(event, now, { stock }),
      });
    }
  }
  return facts;
}
