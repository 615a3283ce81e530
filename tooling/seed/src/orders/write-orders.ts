import { createHash } from "node:crypto";
import { formatMoney, shareMinor } from "@cartwright/contracts/money";
import { newId } from "@cartwright/core/kernel/ids";
import { customerKeyOf } from "@cartwright/core/promotions/customer-key";
import type { Tx } from "@cartwright/db/transaction";
import { inChunks } from "../in-chunks.ts";
import { WELCOME } from "../write-promotions.ts";
import type { LaidOutOrder } from "./lay-out-orders.ts";

export const momentOf = (order: LaidOutOrder, afterMs: number): Date => new Date(order.placedAt.getTime() + afterMs);

/** What goes back in all, in minor units, of refunds that were made. */
export function refundedMinorOf({ story, totalMinor }: LaidOutOrder): number {
  return (story.payment?.refunds ?? [])
    .filter((refund) => refund.done)
    .reduce((sum, refund) => sum + shareMinor(totalMinor, refund.percent * 100), 0);
}

/** Writes the orders with the carts they came from, their lines, timelines, returns and redemptions. */
export async function writeOrders(tx: Tx, orders: readonly LaidOutOrder[]): Promise<void> {
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
        created_at: momentOf(order, -600_000),
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
  await inChunks(orders.flatMap(returnRows), 500, (chunk) =>
    tx
      .insertInto("orders.returns")
      .values([...chunk])
      .execute(),
  );
  await inChunks(orders.flatMap(redemptionRows), 500, (chunk) =>
    tx
      .insertInto("promotions.redemptions")
      .values([...chunk])
      .execute(),
  );
}

function orderRow(order: LaidOutOrder) {
  const { story } = order;
  return {
    id: order.id,
    number: order.number,
    status: story.status,
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
    tracking: story.tracking,
    created_at: order.placedAt,
    updated_at: momentOf(order, story.events.at(-1)?.atMs ?? 0),
    settled_at: story.settledMs === null ? null : momentOf(order, story.settledMs),
  };
}

function lineRows(order: LaidOutOrder) {
  return order.lines.map(({ product, variant, quantity }, index) => ({
    order_id: order.id,
    position: index + 1,
    variant_id: variant.id,
    product_id: product.id,
    slug: product.plan.slug,
    sku: variant.sku,
    title: product.plan.title,
    variant_title: variant.title,
    image: JSON.stringify(variant.image),
    weight_grams: product.plan.grams,
    quantity,
    unit_price_minor: variant.priceMinor,
    total_minor: variant.priceMinor * quantity,
  }));
}

function eventRows(order: LaidOutOrder) {
  return order.story.events.map(({ type, atMs, message }, index) => ({
    order_id: order.id,
    seq: index + 1,
    type,
    at: momentOf(order, atMs),
    message: message.replace("{refund}", formatMoney(refundedMinorOf(order), order.currency)),
  }));
}

function returnRows(order: LaidOutOrder) {
  const { returned } = order.story;
  if (!returned) return [];
  const at = momentOf(order, returned.atMs);
  const state = returned.received ? "received" : "requested";
  return [{ id: newId(), order_id: order.id, reason: returned.reason, state, created_at: at, updated_at: at }];
}

/** A cancelled order gave its use of the code back. */
function redemptionRows(order: LaidOutOrder) {
  if (!order.promotionCode) return [];
  const guest = { kind: "guest", guestHash: order.guestHash } as const;
  const key = order.userId ? `user:${order.userId}` : customerKeyOf(guest, order.customer.email);
  if (!key) throw new Error("a customer with an address has a key");
  return [
    {
      promotion_id: WELCOME.id,
      order_id: order.id,
      customer_key: key,
      customer_use: 1,
      state: order.story.status === "cancelled" ? "returned" : "used",
      at: order.placedAt,
    },
  ];
}

/** How many of the orders hold on to their use of WELCOME10. */
export function usesOfWelcome(orders: readonly LaidOutOrder[]): number {
  return orders.filter((order) => order.promotionCode && order.story.status !== "cancelled").length;
}
