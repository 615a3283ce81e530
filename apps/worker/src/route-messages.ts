import { EVENTS, JOBS, type EventName, type EventPayload, type JobName } from "@cartwright/contracts/messages";
import { LISTS_TAG, productTag } from "@cartwright/contracts/page-tags";
import type { Hint, OrderHint } from "@cartwright/contracts/rooms";
import { OrderNumber } from "@cartwright/contracts/ids";
import type { WebhookEvent } from "@cartwright/contracts/webhooks";
import type { OutboxRow } from "@cartwright/core/outbox/claim-outbox";
import { traceIdOf } from "@cartwright/observability/spans";
import type { OutgoingMessage } from "@cartwright/queue/batch-messages";
import { forOtherPrograms } from "./for-other-programs.ts";

/** The destinations of a batch of messages: jobs for the queues, hints for the gateways. */
export interface Routed {
  readonly jobs: readonly OutgoingMessage[];
  readonly hints: readonly Hint[];
  /** Rows that cannot be delivered (written by a newer version, or invalid). */
  readonly unknown: readonly OutboxRow[];
}

const isJob = (name: string): name is JobName => Object.hasOwn(JOBS, name);
const isEvent = (name: string): name is EventName => Object.hasOwn(EVENTS, name);

/** The facts of a batch, combined so that one hint of each kind carries all of them. The later fact wins. */
interface Facts {
  readonly orders: Map<string, OrderHint>;
  readonly stock: Map<string, EventPayload<"stock.changed">["variants"][number]>;
  readonly prices: Map<string, EventPayload<"price.changed">["variants"][number]>;
  readonly tags: Set<string>;
  readonly imports: Map<string, EventPayload<"import.changed">>;
  readonly sessionIds: Set<string>;
}

/**
 * Routes the messages of one batch, in their order. Commands and tasks become jobs with their own ids. The facts become one
 * hint of each kind for the whole batch; a variant that sold out or came back also creates a job for the catalogue's read
 * model. A fact that another program subscribes to (`subscribed`) also creates a job that writes its deliveries down. Pure.
 */
export function routeMessages(rows: readonly OutboxRow[], subscribed: ReadonlySet<WebhookEvent> = new Set()): Routed {
  const jobs: OutgoingMessage[] = [];
  const unknown: OutboxRow[] = [];
  const facts: Facts = {
    orders: new Map(),
    stock: new Map(),
    prices: new Map(),
    tags: new Set(),
    imports: new Map(),
    sessionIds: new Set(),
  };
  for (const row of rows) {
    const { id: messageId, traceparent, payload } = row;
    if (isJob(row.name)) {
      jobs.push({ name: row.name, messageId, traceparent, payload });
    } else if (isEvent(row.name)) {
      const parsed = EVENTS[row.name].safeParse(payload);
      if (!parsed.success) {
        unknown.push(row);
        continue;
      }
      const productIds = note(facts, row, parsed.data);
      if (productIds.length > 0) {
        jobs.push({ name: "catalog.refresh-stock", messageId, traceparent, payload: { productIds } });
      }
      const told = forOtherPrograms(row.name, payload, subscribed);
      if (told) jobs.push({ name: "webhooks.fan-out", messageId, traceparent, payload: told });
    } else {
      unknown.push(row);
    }
  }
  return { jobs, hints: hintsOf(facts), unknown };
}

/** Prefers the message's own position in the trace, which is later, unless it belongs to another trace than the order. */
function closer(ofOrder: string, ofMessage: string | null): string {
  return ofMessage !== null && traceIdOf(ofMessage) === traceIdOf(ofOrder) ? ofMessage : ofOrder;
}

/** Records a fact and returns the products whose stock flag may have changed. */
function note(facts: Facts, { name, traceparent }: OutboxRow, payload: EventPayload<EventName>): string[] {
  if (name === "order.events_appended" && "orders" in payload) {
    for (const order of payload.orders) {
      const known = facts.orders.get(order.number);
      if (known && known.seq >= order.seq) continue;
      const number = OrderNumber.parse(order.number);
      const traced = order.traceparent === undefined ? {} : { traceparent: closer(order.traceparent, traceparent) };
      facts.orders.set(number, { number, seq: order.seq, ...traced });
    }
  } else if (name === "stock.changed" && "variants" in payload) {
    const { variants } = EVENTS["stock.changed"].parse(payload);
    for (const variant of variants) facts.stock.set(variant.variantId, variant);
    return [...new Set(variants.filter((variant) => variant.soldOutChanged).map((variant) => variant.productId))];
  } else if (name === "price.changed" && "variants" in payload) {
    for (const variant of EVENTS["price.changed"].parse(payload).variants) facts.prices.set(variant.variantId, variant);
  } else if (name === "catalog.changed" && "slugs" in payload) {
    for (const slug of payload.slugs) facts.tags.add(productTag(slug));
    if (payload.lists) facts.tags.add(LISTS_TAG);
  } else if (name === "import.changed" && "importId" in payload) {
    facts.imports.set(payload.importId, payload);
  } else if (name === "session.revoked" && "sessionIds" in payload) {
    for (const sessionId of payload.sessionIds) facts.sessionIds.add(sessionId);
  }
  return [];
}

function hintsOf(facts: Facts): Hint[] {
  const hints: Hint[] = [];
  if (facts.orders.size > 0) hints.push({ kind: "orders", orders: [...facts.orders.values()] });
  if (facts.stock.size > 0) {
    const changes = [...facts.stock.values()].map(({ productId, variantId, available, backorder }) => ({
      productId,
      variantId,
      available,
      backorder,
    }));
    hints.push({ kind: "stock", changes });
  }
  if (facts.prices.size > 0) hints.push({ kind: "prices", changes: [...facts.prices.values()] });
  if (facts.tags.size > 0) hints.push({ kind: "pages", tags: [...facts.tags] });
  if (facts.imports.size > 0) hints.push({ kind: "imports", changes: [...facts.imports.values()] });
  if (facts.sessionIds.size > 0) hints.push({ kind: "sessions", sessionIds: [...facts.sessionIds] });
  return hints;
}
