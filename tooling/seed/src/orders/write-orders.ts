import { createHash } from "node:crypto";
import { formatMoney, shareMinor } from "@cartwright/contracts/money";
import { showStatuses } from "@cartwright/contracts/order-status";
import { newId } from "@cartwright/core/kernel/ids";
import { customerKeyOf } from "@cartwright/core/promotions/customer-key";
import type { Tx } from "@cartwright/db/transaction";
import { inChunks } from "../in-chunks.ts";
import { EARLY, type Earned, WELCOME } from "../write-promotions.ts";
import { type DemoOrder, timeOf } from "./demo-orders.ts";
import { orderStates } from "./order-states.ts";
import { REFUND } from "./story-parts.ts";
import { writeFulfillments, writeReturns } from "./write-fulfillments.ts";

/** The total of the refunds that were made, in minor units. */
export function refundedMinorOf({ story, totalMinor }: DemoOrder): number {
  return (story.payment?.refunds ?? [])
    .filter((refund) => refund.done)
    .reduce((sum, refund) => sum + shareMinor(totalMinor, refund.percent * 100), 0);
}

/** Writes the orders with the carts they came from, their lines, timelines, returns and redemptions. */
export async function writeOrders(tx: Tx, orders: readonly DemoOrder[]): Promise<void> {
  await tx
    .insertInto("cart.carts")
    .values(
      orders.map((order) => ({
        id: order.cartId,
        user_id: order.userId,
        guest_hash: order.guestHash,
        currency: order.currency,
        state: "ordered",
        order_id: order.id,
        created_at: timeOf(order, -600_000),
        updated_at: order.placedAt,
      })),
    )
    .execute();
  await tx.insertInto("orders.orders").values(orders.map(orderRow)).execute();
  await inChunks(orders.flatMap(lineRows), 500, (chunk) =>
    tx
      .insertInto("orders.order_lines")
      .values([...chunk])
      .execute(),
  );
  await inChunks(orders.flatMap(eventRows), 500, (chunk) =>
    tx
      .insertInto("orders.order_events")
      .values([...chunk])
      .execute(),
  );
  await writeFulfillments(tx, orders);
  await writeReturns(tx, orders);
  await inChunks(orders.flatMap(redemptionRows), 500, (chunk) =>
    tx
      .insertInto("promotions.redemptions")
      .values([...chunk])
      .execute(),
  );
}

function orderRow(order: DemoOrder) {
  const { story } = order;
  const state = orderStates(order).at(-1);
  return {
    id: order.id,
    number: order.number,
    status: state?.status,
    reserved: state?.reserved,
    payment_status: state?.paymentStatus,
    fulfillment_status: state?.fulfillmentStatus,
    email: order.customer.email,
    user_id: order.userId,
    guest_hash: order.guestHash,
    cart_id: order.cartId,
    currency: order.currency,
    subtotal_minor: order.subtotalMinor,
    discount_minor: order.discountMinor,
    shipping_minor: order.shippingMinor,
    tax_minor: order.taxMinor,
    tax_included: true,
    total_minor: order.totalMinor,
    refunded_minor: refundedMinorOf(order),
    promotion_code: order.promotionCode,
    shipping_address: JSON.stringify(order.customer.address),
    shipping_method_id: order.method.id,
    shipping_method: order.method.title,
    idempotency_scope: order.userId ? `user:${order.userId}` : `guest:${order.guestHash?.toString("hex")}`,
    idempotency_key: newId(),
    request_hash: createHash("sha256").update(order.id).digest(),
    last_seq: story.events.length,
    cancel_reason: story.cancelReason,
    created_at: order.placedAt,
    updated_at: timeOf(order, story.events.at(-1)?.atMs ?? 0),
    settled_at: story.settledMs === null ? null : timeOf(order, story.settledMs),
  };
}

function lineRows(order: DemoOrder) {
  return order.lines.map(({ product, variant, quantity }, index) => ({
    order_id: order.id,
    position: index + 1,
    variant_id: variant.id,
    product_id: product.id,
    slug: product.slug,
    sku: variant.sku,
    title: product.title,
    variant_title: variant.title,
    image: variant.image && JSON.stringify(variant.image),
    weight_grams: product.weightGrams,
    quantity,
    unit_price_minor: variant.priceMinor,
    total_minor: variant.priceMinor * quantity,
  }));
}

function eventRows(order: DemoOrder) {
  const { events } = order.story;
  return orderStates(order).flatMap((state, index) => {
    const event = events[index];
    if (!event) return [];
    const after = showStatuses(state);
    return [
      {
        order_id: order.id,
        seq: index + 1,
        type: event.type,
        at: timeOf(order, event.atMs),
        message: event.message.replace(REFUND, formatMoney(refundedMinorOf(order), order.currency)),
        status: after.status,
        order_status: after.orderStatus,
        payment_status: after.paymentStatus,
        fulfillment_status: after.fulfillmentStatus,
      },
    ];
  });
}

/** A cancelled order no longer uses the code. */
function redemptionRows(order: DemoOrder) {
  if (!order.promotionCode) return [];
  return [
    {
      promotion_id: order.promotionCode === EARLY.code ? EARLY.id : WELCOME.id,
      order_id: order.id,
      customer_key: customerKeyOf(order.customer.email),
      customer_use: 1,
      state: order.story.status === "cancelled" ? "returned" : "used",
      at: order.placedAt,
      discount_minor: order.discountMinor,
      sales_minor: order.totalMinor,
    },
  ];
}

/** What the orders used of a code. */
export function earnedBy(orders: readonly DemoOrder[], code: string): Earned {
  const uses = orders.filter((order) => order.promotionCode === code && order.story.status !== "cancelled");
  return {
    used: uses.length,
    discountMinor: uses.reduce((sum, order) => sum + order.discountMinor, 0),
    salesMinor: uses.reduce((sum, order) => sum + order.totalMinor, 0),
  };
}
