import { sumMinor } from "@cartwright/contracts/money";
import { type Effect, type GoodsLine, takeOff, totalsOf } from "./effect.ts";

/** A promotion that may apply: whoever offers it has checked its dates, limits and minimum. */
export interface Offer {
  readonly id: string;
  readonly effect: Effect;
  /** Which lines it is for. */
  readonly scope: readonly boolean[];
  /** Whether it is for some goods only, whatever is in the cart. */
  readonly isScoped: boolean;
  /** Whether it may be used together with others that may. */
  readonly combinable: boolean;
  /** Whether the shopper entered a code for it. */
  readonly byCode: boolean;
}

/** What is taken off an order, in minor units. `linesMinor` has one entry for each line. */
export interface OrderDiscount {
  readonly linesMinor: readonly number[];
  readonly shippingMinor: number;
}

/** What one promotion takes off. At least one amount is not zero. */
export interface OfferPart extends OrderDiscount {
  readonly id: string;
}

export interface Combination extends OrderDiscount {
  readonly parts: readonly OfferPart[];
  /** Offers that were not applied: alone they would save nothing, or others save the shopper more. */
  readonly left: readonly { readonly id: string; readonly reason: "no_effect" | "beaten" }[];
}

export interface GoodsToDiscount {
  readonly lines: readonly GoodsLine[];
  /** The price of shipping once this is left to pay for each line. */
  readonly shippingPriceOf: (leftMinor: readonly number[]) => number;
}

const KINDS: readonly Effect["kind"][] = ["buy_x_get_y", "percentage", "fixed", "free_shipping"];

/** What comes first: units got, then what is for some goods, then what is for all of them, then shipping; then percentages. */
function rankOf({ effect, isScoped }: Offer): number {
  const stage = effect.kind === "buy_x_get_y" ? 0 : effect.kind === "free_shipping" ? 3 : isScoped ? 1 : 2;
  return stage * KINDS.length + KINDS.indexOf(effect.kind);
}

const byPrecedence = (one: Offer, other: Offer) => rankOf(one) - rankOf(other) || (one.id < other.id ? -1 : 1);

interface Applied extends OrderDiscount {
  readonly parts: readonly OfferPart[];
  /** What goods and shipping cost afterwards. */
  readonly costMinor: number;
  readonly usesCode: boolean;
}

/** Applies offers one after the other, each to what the one before has left. */
function applyOffers(offers: readonly Offer[], { lines, shippingPriceOf }: GoodsToDiscount): Applied {
  let left = totalsOf(lines);
  const parts: Omit<OfferPart, "shippingMinor">[] = [];
  for (const offer of offers.toSorted(byPrecedence)) {
    const linesMinor = takeOff(offer.effect, lines, { left, scope: offer.scope });
    left = left.map((minor, at) => minor - (linesMinor[at] ?? 0));
    parts.push({ id: offer.id, linesMinor });
  }
  const priceMinor = shippingPriceOf(left);
  const free = offers.toSorted(byPrecedence).find(({ effect }) => effect.kind === "free_shipping");
  const shippingMinor = free ? priceMinor : 0;
  const made = parts
    .map(({ id, linesMinor }) => ({ id, linesMinor, shippingMinor: id === free?.id ? shippingMinor : 0 }))
    .filter((part) => part.shippingMinor > 0 || part.linesMinor.some((minor) => minor > 0));
  return {
    parts: made,
    linesMinor: lines.map((_, at) => sumMinor(made.map((part) => part.linesMinor[at] ?? 0))),
    shippingMinor,
    costMinor: sumMinor([...left, priceMinor - shippingMinor]),
    usesCode: offers.some(({ id, byCode }) => byCode && made.some((part) => part.id === id)),
  };
}

/** Cheapest for the shopper; if that is equal, the one that spends no code, then the one with fewer promotions. */
const byCost = (one: Applied, other: Applied) =>
  one.costMinor - other.costMinor ||
  Number(one.usesCode) - Number(other.usesCode) ||
  one.parts.length - other.parts.length ||
  (one.parts.map(({ id }) => id).join() < other.parts.map(({ id }) => id).join() ? -1 : 1);

/**
 * The only place where promotions are combined; docs/decisions has the reasons. Pure: neither the order of the offers nor that
 * of the lines matters.
 *
 * 1. All that may be combined are used together, or one is used alone, or none: whichever costs the shopper least.
 * 2. Used together, each applies to what the one before has left: first units got, then what is for some goods, then what is
 *    for all goods, then shipping; percentages before amounts.
 * 3. A line never costs less than nothing, nor does shipping.
 * 4. An offer that takes nothing off is not applied, so it is not used up.
 */
export function combineOffers(offers: readonly Offer[], goods: GoodsToDiscount): Combination {
  const lines = goods.lines.map((line, at) => ({ ...line, at })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const places = goods.lines.map((_, at) => lines.findIndex((line) => line.at === at));
  /** Amounts of the sorted lines in the order that was asked in. */
  const asked = (amounts: readonly number[]) => places.map((place) => amounts[place] ?? 0);
  const sorted = {
    lines,
    shippingPriceOf: (left: readonly number[]) => goods.shippingPriceOf(asked(left)),
  };
  const given = offers.map((offer) => ({ ...offer, scope: lines.map(({ at }) => offer.scope[at] ?? false) }));
  const alone = new Map(given.map((offer) => [offer.id, applyOffers([offer], sorted)]));
  const together = given.filter(({ combinable }) => combinable);
  const none = applyOffers([], sorted);
  const [best = none] = [none, ...alone.values(), applyOffers(together, sorted)].toSorted(byCost);
  const isApplied = (id: string) => best.parts.some((part) => part.id === id);
  return {
    parts: best.parts.map((part) => ({ ...part, linesMinor: asked(part.linesMinor) })),
    linesMinor: asked(best.linesMinor),
    shippingMinor: best.shippingMinor,
    left: given.flatMap(({ id }) => {
      if (isApplied(id)) return [];
      const saves = (alone.get(id)?.costMinor ?? 0) < none.costMinor;
      return [{ id, reason: saves ? ("beaten" as const) : ("no_effect" as const) }];
    }),
  };
}

interface DiscountedGoods {
  readonly lines: readonly Omit<GoodsLine, "key">[];
  readonly shippingMinor: number;
  /** Which lines it is for. All of them without it. */
  readonly scope?: readonly boolean[];
}

/** What one effect takes off an order's goods, or its shipping. */
export function discountBy(effect: Effect | null, { lines, shippingMinor, scope }: DiscountedGoods): OrderDiscount {
  const keyed = lines.map((line, at) => ({ ...line, key: String(at).padStart(4, "0") }));
  const inScope = scope ?? lines.map(() => true);
  const offer = { id: "", scope: inScope, isScoped: false, combinable: true, byCode: false };
  const offers = effect === null ? [] : [{ ...offer, effect }];
  const { linesMinor, shippingMinor: off } = applyOffers(offers, {
    lines: keyed,
    shippingPriceOf: () => shippingMinor,
  });
  return { linesMinor, shippingMinor: off };
}
