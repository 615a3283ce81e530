import { EVENTS, type EventName, type JobPayload } from "@cartwright/contracts/messages";
import type { WebhookEvent } from "@cartwright/contracts/webhooks";

type FanOut = JobPayload<"webhooks.fan-out">;
type StockChange = FanOut["stock"][number];

const NOTHING: FanOut = { orders: [], productIds: [], stock: [] };

/** The most facts about stock in one message. */
const STOCK_MAX = 1_000;

function stockFacts(payload: unknown, subscribed: ReadonlySet<WebhookEvent>): FanOut | null {
  const { variants } = EVENTS["stock.changed"].parse(payload);
  const stock = variants.flatMap(({ productId, variantId, available, soldOutChanged, becameLow }): StockChange[] => {
    const fact = { productId, variantId, available };
    const turned = available === 0 ? ("stock.sold_out" as const) : ("stock.available" as const);
    return [
      ...(soldOutChanged ? [{ event: turned, ...fact }] : []),
      ...(becameLow === true ? [{ event: "stock.low" as const, ...fact }] : []),
    ].filter(({ event }) => subscribed.has(event));
  });
  return stock.length === 0 ? null : { ...NOTHING, stock: stock.slice(0, STOCK_MAX) };
}

/** What a fact of the outbox tells the endpoints of other programs; null when none of them subscribes to any of it. Pure. */
export function forOtherPrograms(
  name: EventName,
  payload: unknown,
  subscribed: ReadonlySet<WebhookEvent>,
): FanOut | null {
  if (subscribed.size === 0) return null;
  if (name === "stock.changed") return stockFacts(payload, subscribed);
  if (name === "catalog.changed") {
    const { productIds } = EVENTS["catalog.changed"].parse(payload);
    return productIds.length > 0 && subscribed.has("product.changed") ? { ...NOTHING, productIds } : null;
  }
  if (name !== "order.events_appended" || ![...subscribed].some((event) => event.startsWith("order."))) return null;
  const { orders } = EVENTS["order.events_appended"].parse(payload);
  return {
    ...NOTHING,
    orders: orders.map(({ orderId, seq, added = 1 }) => ({ orderId, from: Math.max(1, seq - added + 1), to: seq })),
  };
}
