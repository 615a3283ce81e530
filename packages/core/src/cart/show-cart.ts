import type { Cart, CartLine, CartProblem } from "@cartwright/contracts/cart";
import { AMOUNT_MINOR_MAX, formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { LoadedCart, LoadedLine } from "./load-cart.ts";
import { isSellable } from "./sellable.ts";

/** A cart may be filled past what an amount may be; it is shown at the limit, and the quote refuses it. */
const capped = (amountMinor: number) => Math.min(amountMinor, AMOUNT_MINOR_MAX);

function problemsOf({ variantId, quantity, seenPriceMinor, variant, available }: LoadedLine): CartProblem[] {
  const { title, priceMinor, currency } = variant;
  if (!isSellable(variant)) {
    return [{ variantId, kind: "discontinued", message: `${title} is no longer sold.`, wasMinor: null }];
  }
  const problems: CartProblem[] = [];
  if (available === 0) {
    problems.push({ variantId, kind: "sold_out", message: `${title} is sold out.`, wasMinor: null });
  } else if (available < quantity) {
    const message = `Only ${available} of ${title} left.`;
    problems.push({ variantId, kind: "not_enough_stock", message, wasMinor: null });
  }
  if (priceMinor !== seenPriceMinor) {
    const message = `${title} now costs ${formatMoney(priceMinor, currency)}; it was ${formatMoney(seenPriceMinor, currency)}.`;
    problems.push({ variantId, kind: "price_changed", message, wasMinor: seenPriceMinor });
  }
  return problems;
}

function showLine({ variantId, quantity, variant, available }: LoadedLine): CartLine {
  const { productId, slug, title, variantTitle, sku, image, priceMinor } = variant;
  const totalMinor = capped(priceMinor * quantity);
  return {
    variantId,
    productId,
    slug,
    title,
    variantTitle,
    sku,
    image,
    quantity,
    unitPriceMinor: priceMinor,
    totalMinor,
    available,
  };
}

/** The cart as its owner sees it: today's prices, and everything that changed since he put the items in. */
export function showCart(cart: LoadedCart): Cart {
  const lines = cart.lines.map(showLine);
  const gone = cart.vanished.map((variantId): CartProblem => {
    return { variantId, kind: "discontinued", message: "An item in your cart is no longer sold.", wasMinor: null };
  });
  return {
    id: cart.id,
    lines,
    subtotalMinor: capped(lines.reduce((sum, line) => sum + line.totalMinor, 0)),
    currency: SHOP_CURRENCY,
    problems: [...cart.lines.flatMap(problemsOf), ...gone],
  };
}
