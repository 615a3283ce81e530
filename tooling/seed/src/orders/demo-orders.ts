import { randomBytes } from "node:crypto";
import type { CartId, OrderId, OrderNumber, SagaId, UserId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { discountBy } from "@cartwright/core/pricing/combine-offers";
import { priceOrder } from "@cartwright/core/pricing/totals";
import { newId, newOrderNumber } from "@cartwright/core/kernel/ids";
import type { ShopProduct, ShopVariant } from "../import-range.ts";
import type { Random } from "../random.ts";
import { methodTo, taxRateBp } from "../write-delivery.ts";
import { EARLY, WELCOME } from "../write-promotions.ts";
import { type Customer, CUSTOMERS } from "./customers.ts";
import type { PlannedOrder } from "./fortnight.ts";
import type { Story } from "./story.ts";

export interface OrderLine {
  readonly product: ShopProduct;
  readonly variant: ShopVariant;
  readonly quantity: number;
}

/** A demo order, priced by the shop's own arithmetic and ready to be written. */
export interface DemoOrder {
  readonly id: OrderId;
  readonly sagaId: SagaId;
  readonly cartId: CartId;
  readonly number: OrderNumber;
  readonly placedAt: Date;
  readonly customer: Customer;
  readonly userId: UserId | null;
  readonly guestHash: Buffer | null;
  readonly lines: readonly OrderLine[];
  readonly method: { readonly id: string; readonly title: string };
  readonly promotionCode: string | null;
  readonly currency: Currency;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly story: Story;
}

/** The time of something that happened to a demo order `afterMs` after it was placed. */
export const timeOf = (order: DemoOrder, afterMs: number): Date => new Date(order.placedAt.getTime() + afterMs);

/** How many of the first orders with a code used the one that is used up since. */
const EARLY_MAX = 2;

/** Fills the plan with customers, goods and prices. */
export function createDemoOrders(
  planned: readonly PlannedOrder[],
  shop: {
    readonly products: readonly ShopProduct[];
    readonly shopper: { readonly id: UserId; readonly email: string };
    readonly now: Date;
    readonly random: Random;
  },
): DemoOrder[] {
  const { random } = shop;
  const welcomed = new Set<string>();
  return planned.map((plan, index) => {
    const guest = CUSTOMERS[(index * 5) % CUSTOMERS.length] ?? CUSTOMERS[0];
    const customer = plan.member ? memberOf(shop.shopper.email) : guest;
    const lines = chooseLines(shop.products, random, plan.severalItems ? 2 : 1);
    const promotion = plan.promotion && !welcomed.has(customer.email);
    if (promotion) welcomed.add(customer.email);
    const story = plan.createStory(random, lines[0]?.product.title ?? "");
    return {
      id: newId<OrderId>(),
      sagaId: newId<SagaId>(),
      cartId: newId<CartId>(),
      number: newOrderNumber(),
      placedAt: new Date(shop.now.getTime() - plan.agoMs),
      customer,
      userId: plan.member ? shop.shopper.id : null,
      guestHash: plan.member ? null : randomBytes(32),
      lines,
      promotionCode: promotion ? (welcomed.size <= EARLY_MAX ? EARLY.code : WELCOME.code) : null,
      currency: SHOP_CURRENCY,
      story,
      ...priceOf(lines, customer.address.country, promotion),
    };
  });
}

function memberOf(email: string): Customer {
  return {
    email,
    address: { name: "Robin Example", line1: "Lindenstrasse 1", city: "Berlin", postalCode: "10969", country: "DE" },
  };
}

/** Up to three different items, none of them heavy furniture. */
function chooseLines(products: readonly ShopProduct[], random: Random, countMin: number): OrderLine[] {
  const lines = new Map<string, OrderLine>();
  const count = random.between(countMin, 3);
  for (let tries = 0; lines.size < count && tries < 20; tries += 1) {
    const product = products[random.between(0, products.length - 1)];
    const variant = product?.variants[random.between(0, product.variants.length - 1)];
    if (!product || !variant || product.weightGrams > 9_000 || variant.available === 0) continue;
    lines.set(variant.id, { product, variant, quantity: variant.priceMinor < 2_500 ? random.between(1, 3) : 1 });
  }
  return [...lines.values()];
}

function priceOf(lines: readonly OrderLine[], country: string, promotion: boolean) {
  const method = methodTo(country);
  if (!method) throw new Error(`nothing is sent to ${country}`);
  const grams = lines.reduce((sum, line) => sum + line.product.weightGrams * line.quantity, 0);
  const goodsMinor = lines.reduce((sum, line) => sum + line.variant.priceMinor * line.quantity, 0);
  const band = method.bands.find(([upTo]) => grams <= upTo) ?? method.bands.at(-1);
  const free = method.freeFromMinor !== null && goodsMinor >= method.freeFromMinor;
  const goods = lines.map(({ variant, quantity }) => {
    return { unitPriceMinor: variant.priceMinor, quantity, taxable: true };
  });
  const shippingMinor = free ? 0 : (band?.[1] ?? 0);
  const effect = promotion ? { kind: "percentage" as const, percentBp: WELCOME.percentBp } : null;
  const price = priceOrder({
    lines: goods,
    discount: discountBy(effect, { lines: goods, shippingMinor }),
    shippingMinor,
    tax: { rateBp: taxRateBp(country), included: true },
    shippingTaxed: true,
  });
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = price;
  return {
    method: { id: method.id, title: method.title },
    subtotalMinor,
    discountMinor,
    shippingMinor,
    taxMinor,
    totalMinor,
  };
}
