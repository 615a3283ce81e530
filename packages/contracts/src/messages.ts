import { z } from "zod";
import { MessageId, OrderId, ProductId, SagaId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { ImportChanged } from "./product-imports.ts";
import { Backorder } from "./stock-policy.ts";

/** W3C Trace Context, version 0: the trace, and the span that this follows from. */
export const Traceparent = z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);

/**
 * The messages of the outbox. Commands run a saga step and become jobs; events state a fact for other areas and open pages.
 * Both ends validate with these schemas. `version` is the version of the message's shape.
 */
const SagaMessage = z.strictObject({
  orderId: OrderId,
  sagaId: SagaId,
  version: z.literal(1),
});

/** Saga commands by name. Each runs one step, or its undo. */
export const SAGA_COMMANDS = {
  "inventory.reserve": SagaMessage,
  "inventory.release": SagaMessage,
  "payment.process": SagaMessage,
  "payment.refund": SagaMessage,
  "order.confirm": SagaMessage,
  "order.cancel": SagaMessage,
} as const;
export type SagaCommandName = keyof typeof SAGA_COMMANDS;
export type SagaCommand = z.infer<typeof SagaMessage>;

/** Work that is not a saga step but needs the same delivery guarantees. */
export const TASKS = {
  "mail.send": z.strictObject({ mailId: z.uuid() }),
  /** Orders that were confirmed or refunded, whose invoice or credit notes are to be issued. */
  "invoices.issue": z.strictObject({ orderIds: z.array(OrderId).min(1).max(500) }),
  "catalog.refresh-stock": z.strictObject({ productIds: z.array(ProductId).min(1).max(500) }),
  /** Facts that endpoints of other programs subscribe to, to be written down as deliveries. */
  "webhooks.fan-out": z.strictObject({
    /** New timeline rows, by order: from one number to another. */
    orders: z.array(z.strictObject({ orderId: OrderId, from: z.int().min(1), to: z.int().min(1) })).max(500),
    productIds: z.array(ProductId).max(500),
    stock: z
      .array(
        z.strictObject({
          event: z.enum(["stock.low", "stock.sold_out", "stock.available"]),
          productId: ProductId,
          variantId: VariantId,
          available: z.int().min(0),
        }),
      )
      .max(1_000),
  }),
} as const;

/** Everything that becomes a job. The queue package is typed by this map. */
export const JOBS = { ...SAGA_COMMANDS, ...TASKS } as const;
export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.infer<(typeof JOBS)[N]>;

/** The queue of each job: one queue per kind of work, so that a slow provider cannot delay reservations. */
export const QUEUE_OF: Readonly<Record<JobName, QueueName>> = {
  "inventory.reserve": "inventory",
  "inventory.release": "inventory",
  "payment.process": "payment",
  "payment.refund": "payment",
  "order.confirm": "order",
  "order.cancel": "order",
  "mail.send": "mail",
  "invoices.issue": "invoices",
  "catalog.refresh-stock": "catalog",
  "webhooks.fan-out": "webhooks",
};
export const QUEUES = ["inventory", "payment", "order", "mail", "invoices", "catalog", "webhooks"] as const;
export type QueueName = (typeof QUEUES)[number];

/** The contents of a job: the outbox row's id (for idempotency), its trace, and the payload. */
export const JobEnvelope = z.strictObject({
  messageId: MessageId,
  traceparent: z.string().max(64).nullable(),
  payload: z.unknown(),
});
export type JobEnvelope = z.infer<typeof JobEnvelope>;

/** The most messages in one job. */
export const JOB_BATCH_MAX = 64;

/**
 * A job: messages of one name that left the outbox together. Separately each would cost a queue transaction; so the busier
 * the shop is, the fewer jobs an order needs.
 */
export const JobBatch = z.strictObject({ messages: z.array(JobEnvelope).min(1).max(JOB_BATCH_MAX) });
export type JobBatch = z.infer<typeof JobBatch>;

/** The events of a saga about an order (rows of `orders.order_events`). */
export const SAGA_EVENTS = [
  "order.created",
  "inventory.reserved",
  "inventory.reservation_failed",
  "payment.processed",
  "payment.failed",
  "order.confirmed",
  "order.cancelled",
] as const;

/** Every event type that an order's timeline may show. */
export const OrderEventType = z.enum([
  ...SAGA_EVENTS,
  "payment.action_required",
  "payment.delayed",
  "payment.refunded",
  "inventory.released",
  "saga.retry_scheduled",
  "saga.stuck",
  "saga.resumed",
  "saga.undoing",
  "payment.refund_requested",
  "payment.corrected",
  "order.address_changed",
  "order.email_changed",
  "order.packed",
  "order.unpacked",
  "order.items_cancelled",
  "order.shipped",
  "order.tracking_changed",
  "order.delivered",
  "order.return_requested",
  "order.return_approved",
  "order.return_declined",
  "order.returned",
  "order.exchanged",
  "order.exchange_cancelled",
  "order.refunded",
  "order.partially_refunded",
]);
export type OrderEventType = z.infer<typeof OrderEventType>;

/** Facts for other areas and open pages. They do not become jobs. */
export const EVENTS = {
  /** New timeline rows of these orders are committed; a gateway reads them by cursor. */
  "order.events_appended": z.strictObject({
    orders: z
      .array(
        z.strictObject({
          orderId: OrderId,
          number: z.string(),
          seq: z.int().min(1),
          /** How many rows, the last of which is `seq`; one, unless it says more. */
          added: z.int().min(2).max(100).optional(),
          traceparent: Traceparent.optional(),
        }),
      )
      .min(1)
      .max(500),
  }),
  "stock.changed": z.strictObject({
    variants: z
      .array(
        z.strictObject({
          productId: ProductId,
          variantId: VariantId,
          available: z.int().min(0),
          /** Null unless the variant is sold below zero; absent in messages of earlier releases. */
          backorder: Backorder.nullable().default(null),
          /** It has sold out, come back, or changed between in stock and on backorder: cached pages say something else. */
          soldOutChanged: z.boolean(),
          /** It has fallen to the level at which the shop wants to order more. */
          becameLow: z.literal(true).optional(),
        }),
      )
      .min(1)
      .max(500),
  }),
  /** Copy, price, status or structure of products changed: cached and open pages are out of date. */
  "catalog.changed": z.strictObject({
    productIds: z.array(ProductId).max(500),
    slugs: z.array(z.string()).max(500),
    /** Lists changed too (a category, the home page): all list pages are out of date. */
    lists: z.boolean(),
  }),
  /** Prices of variants changed: open product, cart and checkout pages are told. */
  "price.changed": z.strictObject({
    variants: z
      .array(
        z.strictObject({ productId: ProductId, variantId: VariantId, priceMinor: AmountMinor, currency: Currency }),
      )
      .min(1)
      .max(500),
  }),
  /** An import of a product file changed its state, or came further. */
  "import.changed": ImportChanged,
  "session.revoked": z.strictObject({ userId: z.uuid(), sessionIds: z.array(z.uuid()).max(500) }),
} as const;
export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.infer<(typeof EVENTS)[N]>;
