import type { Cart, CartLine, CartProblem } from "@cartwright/contracts/cart";
import { formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { priceLines } from "../pricing/lines.ts";
import type { LoadedCart, LoadedLine } from "./load-cart.ts";
import { isSellable } from "./sellable.ts";

function problemsOf({ variantId, quantity, seenPriceMinor, variant, available }: LoadedLine): CartProblem[] {
  const { title, priceMinor, currency } = variant;
  const t = getTranslations("cartProblems");
  if (!isSellable(variant)) {
    return [{ variantId, kind: "discontinued", message: t("discontinued", { title }), wasMinor: null }];
  }
  const problems: CartProblem[] = [];
  if (available === 0) {
    problems.push({ variantId, kind: "sold_out", message: t("soldOut", { title }), wasMinor: null });
  } else if (available < quantity) {
    const message = t("fewLeft", { title, count: available });
    problems.push({ variantId, kind: "not_enough_stock", message, wasMinor: null });
  }
  if (priceMinor !== seenPriceMinor) {
    const message = t("priceChanged", {
      title,
      now: formatMoney(priceMinor, currency),
      before: formatMoney(seenPriceMinor, currency),
    });
    problems.push({ variantId, kind: "price_changed", message, wasMinor: seenPriceMinor });
  }
  return problems;
}

function showLine({ variantId, quantity, variant, available, backorder }: LoadedLine, totalMinor: number): CartLine {
  const { productId, slug, title, variantTitle, sku, image, priceMinor, requiresShipping } = variant;
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
    backorder,
    requiresShipping,
  };
}

/** The cart as its owner sees it: today's prices, and everything that changed since they added the items. */
export function showCart(cart: LoadedCart): Cart {
  const { totalsMinor, subtotalMinor } = priceLines(
    cart.lines.map(({ variant, quantity }) => ({ unitPriceMinor: variant.priceMinor, quantity })),
  );
  const lines = cart.lines.map((line, index) => showLine(line, totalsMinor[index] ?? 0));
  const gone = cart.vanished.map((variantId): CartProblem => {
    return { variantId, kind: "discontinued", message: getTranslations("cartProblems")("itemGone"), wasMinor: null };
  });
  return {
    id: cart.id,
    lines,
    subtotalMinor,
    currency: SHOP_CURRENCY,
    problems: [...cart.lines.flatMap(problemsOf), ...gone],
  };
}
