import { z } from "zod";
import { OrderNumber, ProductId, VariantId } from "./ids.ts";
import { Currency } from "./money.ts";
import { OrderEventType, Traceparent } from "./messages.ts";
import { OrderStatuses } from "./order-status.ts";
import { ImportChanged } from "./product-imports.ts";
import { Backorder } from "./stock-policy.ts";

/** The socket contract: rooms, client messages, server messages. */

/** One event of an order's timeline, as browsers see it. `at` is ISO 8601 UTC; `seq` counts from 1 without gaps. */
export const OrderEvent = z.strictObject({
  number: OrderNumber,
  seq: z.int().min(1),
  type: OrderEventType,
  at: z.iso.datetime(),
  message: z.string().max(500),
  /** The state of the order after this event. */
  ...OrderStatuses.shape,
  /** For an order whose trace is recorded, and only while it happens: the page can continue the trace. */
  traceparent: Traceparent.optional(),
});
export type OrderEvent = z.infer<typeof OrderEvent>;

export const Room = z.union([
  z.templateLiteral(["order:", OrderNumber]),
  z.templateLiteral(["product:", z.uuid()]),
  z.literal("admin:orders"),
  z.literal("admin:imports"),
]);
export type Room = z.infer<typeof Room>;

/** `after` is the last seq that the client has seen (0 for none). */
export const SubscribeRequest = z.strictObject({ room: Room, after: z.int().min(0).max(1_000_000).default(0) });
export type SubscribeRequest = z.input<typeof SubscribeRequest>;

export type SubscribeResponse =
  | { ok: true; events: OrderEvent[] }
  | { ok: false; reason: "invalid_input" | "not_found" | "rate_limited" | "unavailable" };

export const StockChanged = z.strictObject({
  productId: ProductId,
  variantId: VariantId,
  available: z.int().min(0),
  backorder: Backorder.nullable().default(null),
});
export type StockChanged = z.infer<typeof StockChanged>;

export const PriceChanged = z.strictObject({
  productId: ProductId,
  variantId: VariantId,
  priceMinor: z.int().min(0),
  currency: Currency,
});
export type PriceChanged = z.infer<typeof PriceChanged>;

/**
 * The data of a handshake besides its cookies. The gateway refuses a handshake whose session must be refreshed first (error
 * `session_expired`); `guest` asks to continue without a session instead.
 */
export const Handshake = z.strictObject({ guest: z.boolean().optional() });

export interface ClientToServer {
  subscribe(request: SubscribeRequest, respond: (response: SubscribeResponse) => void): void;
  unsubscribe(request: { room: string }): void;
}

export interface ServerToClient {
  "order.event"(event: OrderEvent): void;
  "stock.changed"(change: StockChanged): void;
  "price.changed"(change: PriceChanged): void;
  /** To `admin:imports`. */
  "import.changed"(change: ImportChanged): void;
  /** Unnumbered values of this room may have been missed (a listener was disconnected): read them again. */
  "room.stale"(notice: { room: Room }): void;
  /** The session behind this socket has ended; the server closes it right after. */
  "session.ended"(): void;
}

/** An order has events up to `seq`. */
export const OrderHint = z.strictObject({ number: OrderNumber, seq: z.int(), traceparent: Traceparent.optional() });
export type OrderHint = z.infer<typeof OrderHint>;

/** A hint from one process to the gateways: something to read, or a value to pass on. At most 7,000 bytes as JSON. */
export const Hint = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("orders"), orders: z.array(OrderHint) }),
  z.strictObject({ kind: z.literal("stock"), changes: z.array(StockChanged) }),
  z.strictObject({ kind: z.literal("prices"), changes: z.array(PriceChanged) }),
  z.strictObject({ kind: z.literal("pages"), tags: z.array(z.string().max(200)) }),
  z.strictObject({ kind: z.literal("imports"), changes: z.array(ImportChanged) }),
  z.strictObject({ kind: z.literal("sessions"), sessionIds: z.array(z.uuid()) }),
]);
export type Hint = z.infer<typeof Hint>;
