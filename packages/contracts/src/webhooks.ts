import { z } from "zod";
import { Cursor, IsoTime } from "./paging.ts";
import { RowVersion } from "./row-version.ts";
import { line, optionalLine } from "./text.ts";

/** Webhooks that the shop sends to other programs: endpoints, events and deliveries. */

/**
 * What an endpoint can subscribe to. The names and the contents of their payloads are public: they only ever gain fields, and
 * a change that takes one away is a new `version` in the payload.
 */
export const WebhookEvent = z.enum([
  "order.confirmed",
  "order.cancelled",
  "order.shipped",
  "order.delivered",
  "order.refunded",
  "order.return_requested",
  "order.return_received",
  "product.changed",
  "stock.low",
  "stock.sold_out",
  "stock.available",
]);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** An event, or the one that "Send test event" sends. */
export const WebhookDeliveryEvent = z.enum([...WebhookEvent.options, "webhook.test"]);
export type WebhookDeliveryEvent = z.infer<typeof WebhookDeliveryEvent>;

export const WEBHOOK_PAYLOAD_VERSION = 1;
/** The endpoints that a shop can have. */
export const WEBHOOK_ENDPOINTS_MAX = 20;
export const WEBHOOK_URL_MAX = 500;
export const WEBHOOK_DESCRIPTION_MAX = 200;
/** Most deliveries replayed in one act. */
export const WEBHOOK_REPLAY_MAX = 100;
/** How long the old secret still signs, beside the new one, after a rotation. */
export const WEBHOOK_OVERLAP_HOURS = 24;
/** How long deliveries are kept in the log. */
export const WEBHOOK_KEPT_DAYS = 30;
/** Waiting deliveries are counted to this. */
export const WEBHOOK_WAITING_MAX = 1_000;

const EndpointFields = z.strictObject({
  url: line(WEBHOOK_URL_MAX),
  description: optionalLine(WEBHOOK_DESCRIPTION_MAX).default(""),
  events: z
    .array(WebhookEvent)
    .min(1)
    .max(WebhookEvent.options.length)
    .refine((events) => new Set(events).size === events.length),
  enabled: z.boolean().default(true),
});

export const CreateWebhook = EndpointFields;
export type CreateWebhook = z.output<typeof CreateWebhook>;

const EndpointVersion = z.strictObject({ endpointId: z.uuid(), version: RowVersion });
export const UpdateWebhook = EndpointFields.extend(EndpointVersion.shape);
export type UpdateWebhook = z.output<typeof UpdateWebhook>;
export const RemoveWebhook = EndpointVersion;
export type RemoveWebhook = z.output<typeof RemoveWebhook>;
export const RotateWebhookSecret = EndpointVersion;
export const WebhookEndpointId = z.strictObject({ endpointId: z.uuid() });

/** `failing`: its last attempt failed. `failed`: it was disabled because every attempt had failed for days. */
export const WebhookHealth = z.enum(["new", "healthy", "failing", "disabled", "failed"]);
export type WebhookHealth = z.infer<typeof WebhookHealth>;

export const WebhookEndpoint = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  description: z.string(),
  events: z.array(WebhookEvent),
  enabled: z.boolean(),
  health: WebhookHealth,
  failingSince: IsoTime.nullable(),
  lastSuccessAt: IsoTime.nullable(),
  lastFailureAt: IsoTime.nullable(),
  /** Until then deliveries are signed with the old secret too. */
  oldSecretUntil: IsoTime.nullable(),
  /** Deliveries that have not ended, counted to `WEBHOOK_WAITING_MAX`. */
  waiting: z.int(),
  version: z.int(),
  createdAt: IsoTime,
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookList = z.strictObject({ items: z.array(WebhookEndpoint).max(WEBHOOK_ENDPOINTS_MAX) });
export type WebhookList = z.infer<typeof WebhookList>;

/** The secret is in this response and never again. */
export const WebhookWithSecret = z.strictObject({ endpoint: WebhookEndpoint, secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const WebhookDeliveryState = z.enum(["pending", "delivered", "failed"]);
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>;

export const ListWebhookDeliveries = z.strictObject({
  endpointId: z.uuid(),
  state: WebhookDeliveryState.optional(),
  event: WebhookDeliveryEvent.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const WebhookDelivery = z.strictObject({
  id: z.uuid(),
  /** The `webhook-id` of its requests. */
  eventId: z.uuid(),
  event: WebhookDeliveryEvent,
  state: WebhookDeliveryState,
  attempts: z.int(),
  /** The HTTP status of the last response; null when there was none. */
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: IsoTime,
  /** When it is sent again; null when it has ended. */
  nextAttemptAt: IsoTime.nullable(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryPage = z.strictObject({
  items: z.array(WebhookDelivery),
  nextCursor: Cursor.nullable(),
});
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

export const GetWebhookDelivery = z.strictObject({ deliveryId: z.uuid() });
export const WebhookAttempt = z.strictObject({
  number: z.int(),
  at: IsoTime,
  status: z.int().nullable(),
  error: z.string().nullable(),
  durationMs: z.int(),
  /** The beginning of the response's body. */
  answer: z.string(),
});
export const WebhookDeliveryDetail = WebhookDelivery.extend({
  /** As it is sent. */
  payload: z.string(),
  /** The newest, latest first. */
  log: z.array(WebhookAttempt),
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

export const ReplayWebhooks = z.strictObject({
  deliveryIds: z
    .array(z.uuid())
    .min(1)
    .max(WEBHOOK_REPLAY_MAX)
    .refine((ids) => new Set(ids).size === ids.length),
  /** A new one for each act: the same request sent twice replays once. */
  requestId: z.uuid(),
});
export type ReplayWebhooks = z.output<typeof ReplayWebhooks>;
/** `replayed`: how many are sent again. Those that are waiting anyway, or were replayed too often, are not. */
export const ReplayedWebhooks = z.strictObject({ replayed: z.int() });
