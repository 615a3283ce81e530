import { z } from "zod";
import { ActReason } from "./act-reason.ts";
import { Card } from "./card.ts";
import { DayPeriod } from "./day-period.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { OrderLineId } from "./order-line-id.ts";
import { CheckoutFailure, Order, OrderRefund } from "./orders.ts";
import { CustomerId, OrderNumber, SagaId, VariantId } from "./ids.ts";
import { QUEUES } from "./messages.ts";
import { FulfillmentStatus, OrderStatus, OrderStatuses, PaymentStatus } from "./order-status.ts";
import { OrderTag } from "./order-notes.ts";
import { OrderTrouble } from "./order-trouble.ts";
import { OrderView, OrderWork } from "./order-work.ts";

/** How many orders are in each state of an axis, the most frequent first. States without orders are left out. */
const CountsOf = <State extends z.ZodType>(state: State) => z.array(z.strictObject({ state, count: z.int() }));

/** The state of the shop now. What it sold is `Sales`. */
export const Dashboard = z.strictObject({
  /** Orders by state on each axis, of those that were placed on the last 30 days of the shop's calendar. */
  states: z.strictObject({
    placed: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
    orderStatus: CountsOf(OrderStatus),
    paymentStatus: CountsOf(PaymentStatus),
    fulfillmentStatus: CountsOf(FulfillmentStatus),
  }),
  lowStock: z.array(
    z.strictObject({ slug: z.string(), title: z.string(), variantTitle: z.string(), available: z.int() }),
  ),
  sagas: z.strictObject({ running: z.int(), stuck: z.int(), p50Ms: z.int().nullable(), p95Ms: z.int().nullable() }),
  deadLetters: z.int(),
  outboxLagMs: z.int(),
  /**
   * What needs attention: orders that have needed a person for longest, open dead letters by cause, queues that are paused, and
   * workers that stopped responding. At most five of each, and all of the queues.
   */
  attention: z.strictObject({
    stuck: z.array(z.strictObject({ number: OrderNumber, ...OrderTrouble.shape })),
    letters: z.array(z.strictObject({ cause: z.string(), queue: z.string(), count: z.int(), newestAt: IsoTime })),
    pausedQueues: z.array(z.strictObject({ queue: z.enum(QUEUES), since: IsoTime })),
    silentWorkers: z.array(z.strictObject({ host: z.string(), pid: z.int(), since: IsoTime })),
  }),
});
export type Dashboard = z.infer<typeof Dashboard>;

/** To-do counts are capped at this value, which means "this many or more". */
export const TODO_MAX = 100;
const Counted = z.int().min(0).max(TODO_MAX);

/** How much there is to do. Each number is the length of a list: those of orders have the view of the same name. */
export const Todo = z.strictObject({
  toPack: Counted,
  toShip: Counted,
  partShipped: Counted,
  /** Orders with a return that waits for a decision. */
  returns: Counted,
  attention: Counted,
  /** Variants for sale at or below their low-stock level. */
  lowStock: Counted,
});
export type Todo = z.infer<typeof Todo>;

export const AdminListOrders = z.strictObject({
  query: z.string().trim().max(200).optional(),
  /** A quick filter. With states as well, an order has to meet both. */
  view: OrderView.optional(),
  /** Orders with this tag. */
  tag: OrderTag.optional(),
  /** All orders of this customer. */
  customer: CustomerId.optional(),
  /** Orders that were placed on these days of the shop's calendar. */
  placed: DayPeriod.optional(),
  /** An order is listed when each axis that is given has its state. */
  orderStatus: z.array(OrderStatus).max(OrderStatus.options.length).optional(),
  paymentStatus: z.array(PaymentStatus).max(PaymentStatus.options.length).optional(),
  fulfillmentStatus: z.array(FulfillmentStatus).max(FulfillmentStatus.options.length).optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

/** What a search found an order by, where the list does not show it anyway. */
export const OrderMatch = z.strictObject({
  field: z.enum(["phone", "address", "line", "note", "card"]),
  text: z.string(),
});

export const AdminOrderRow = z.strictObject({
  number: OrderNumber,
  ...OrderStatuses.shape,
  work: OrderWork,
  /** Why it needs a person. Null unless `work` says so. */
  trouble: OrderTrouble.nullable(),
  email: z.string(),
  /** The name on the delivery address. Null for an order that is not delivered. */
  customer: z.string().nullable(),
  /** By name. */
  tags: z.array(z.string()),
  match: OrderMatch.nullable(),
  createdAt: IsoTime,
  totalMinor: AmountMinor,
  currency: Currency,
  itemCount: z.int(),
  saga: z.strictObject({ state: z.string(), step: z.string() }).nullable(),
});
export type AdminOrderRow = z.infer<typeof AdminOrderRow>;
export const AdminOrderPage = z.strictObject({ items: z.array(AdminOrderRow), nextCursor: Cursor.nullable() });

/** One attempt at one step, do or undo, as journalled. Payloads are redacted before they leave the server. */
export const SagaAttempt = z.strictObject({
  seq: z.int(),
  step: z.string(),
  direction: z.enum(["do", "undo"]),
  attempt: z.int(),
  outcome: z.string(),
  startedAt: IsoTime,
  finishedAt: IsoTime.nullable(),
  durationMs: z.int().nullable(),
  error: z.string().nullable(),
  payload: z.unknown(),
});

export const SagaView = z.strictObject({
  id: SagaId,
  kind: z.string(),
  definitionVersion: z.int(),
  state: z.string(),
  step: z.string(),
  attempts: z.int(),
  startedAt: IsoTime,
  finishedAt: IsoTime.nullable(),
  nextAttemptAt: IsoTime.nullable(),
  lastError: z.string().nullable(),
  steps: z.array(
    z.strictObject({ name: z.string(), status: z.enum(["waiting", "running", "done", "failed", "undone"]) }),
  ),
  journal: z.array(SagaAttempt),
});
export type SagaView = z.infer<typeof SagaView>;

export const AdminOrder = Order.extend({
  id: z.uuid(),
  /** With what staff wrote about them, which the shopper does not see. */
  refunds: z.array(
    OrderRefund.extend({
      reason: z.string(),
      /** Where the money is found, when the shop paid it outside of the provider. */
      reference: z.string().nullable(),
    }),
  ),
  /** Sagas that need a person, the oldest first. */
  troubles: z.array(OrderTrouble),
  /** The account that placed it; null for guests. */
  userId: z.uuid().nullable(),
  promotionCode: z.string().nullable(),
  /** Counts changes of its address and email. */
  contactVersion: z.int().min(1),
  cancelReason: z.string().nullable(),
  settledAt: IsoTime.nullable(),
  /** Staff may cancel until something has shipped, later than the shopper may. */
  staffMayCancel: z.boolean(),
  /** Its mailed links open it no longer, and it gets no new ones. */
  linksRevoked: z.boolean(),
  traceId: z.string().nullable(),
  payments: z.array(
    z.strictObject({
      id: z.uuid(),
      provider: z.string(),
      state: z.string(),
      amountMinor: AmountMinor,
      /** The part that gift cards pay. The provider charges the rest. */
      giftCardMinor: AmountMinor,
      currency: Currency,
      providerRef: z.string().nullable(),
      failure: z.string().nullable(),
      /** The card that paid. Null before, and for other ways to pay. */
      card: Card.nullable(),
      createdAt: IsoTime,
    }),
  ),
  reservations: z.array(
    z.strictObject({
      variantId: VariantId,
      sku: z.string().nullable(),
      quantity: z.int(),
      state: z.string(),
      expiresAt: IsoTime.nullable(),
    }),
  ),
  sagas: z.array(SagaView),
  /** All attempts of the same checkout, oldest first, this order included: after a declined payment each try is an order. */
  attempts: z.array(
    z.strictObject({
      number: OrderNumber,
      ...OrderStatuses.shape,
      failure: CheckoutFailure.nullable(),
      createdAt: IsoTime,
    }),
  ),
});
export type AdminOrder = z.infer<typeof AdminOrder>;

export const AdminGetOrder = z.strictObject({ number: OrderNumber });

export const AdminCancelOrder = z.strictObject({ number: OrderNumber, reason: ActReason });
/** New downloads for a line, and new links by mail. */
export const AdminRenewDownloads = z.strictObject({ number: OrderNumber, lineId: OrderLineId, reason: ActReason });

export const AdminRevokeOrderLinks = z.strictObject({ number: OrderNumber, reason: ActReason });
export const AdminResumeSaga = z.strictObject({ number: OrderNumber, sagaId: SagaId, reason: ActReason });
