import { allocateMinor, shareMinor, sumMinor, timesMinor } from "@cartwright/contracts/money";

/** What a promotion does to an order. A percentage in basis points; for `buy_x_get_y`, off each unit that is got. */
export type Effect =
  | { readonly kind: "percentage"; readonly percentBp: number }
  | { readonly kind: "fixed"; readonly amountMinor: number }
  | { readonly kind: "free_shipping" }
  | {
      readonly kind: "buy_x_get_y";
      readonly buyQuantity: number;
      readonly getQuantity: number;
      readonly percentBp: number;
    };

export interface GoodsLine {
  /** Tells lines apart, so that their order does not matter. */
  readonly key: string;
  readonly unitPriceMinor: number;
  readonly quantity: number;
}

/** What is left to pay for each line, in the order of the lines. */
type Left = readonly number[];

export const totalsOf = (lines: readonly GoodsLine[]): number[] =>
  lines.map((line) => timesMinor(line.unitPriceMinor, line.quantity));

/** Spreads an amount over the lines in the scope by what is left of each. Never more than that. */
function spread(amountMinor: number, left: Left, scope: readonly boolean[]): number[] {
  const weights = left.map((minor, at) => (scope[at] ? minor : 0));
  const most = sumMinor(weights);
  return most === 0 ? weights : allocateMinor(Math.min(most, amountMinor), weights);
}

/** How many of the first `count` units of a sequence of sets are got: in each set, those after the ones to buy. */
function gotAmong(count: number, { buyQuantity, getQuantity }: Extract<Effect, { kind: "buy_x_get_y" }>): number {
  const set = buyQuantity + getQuantity;
  return Math.floor(count / set) * getQuantity + Math.max(0, (count % set) - buyQuantity);
}

/** The units in the scope, dearest first, in sets of X + Y; in each full set, the Y cheapest are got. */
function buyAndGet(
  effect: Extract<Effect, { kind: "buy_x_get_y" }>,
  lines: readonly GoodsLine[],
  { left, scope }: { readonly left: Left; readonly scope: readonly boolean[] },
): number[] {
  const taken = lines.map(() => 0);
  const inScope = lines.flatMap((line, at) => (scope[at] ? [{ ...line, at }] : []));
  const units = inScope.reduce((sum, { quantity }) => sum + quantity, 0);
  const inSets = units - (units % (effect.buyQuantity + effect.getQuantity));
  let before = 0;
  for (const { at, unitPriceMinor, quantity } of inScope.toSorted((one, other) => {
    return other.unitPriceMinor - one.unitPriceMinor || (one.key < other.key ? -1 : 1);
  })) {
    const [from, to] = [Math.min(before, inSets), Math.min(before + quantity, inSets)];
    const got = gotAmong(to, effect) - gotAmong(from, effect);
    taken[at] = Math.min(left[at] ?? 0, timesMinor(shareMinor(unitPriceMinor, effect.percentBp), got));
    before += quantity;
  }
  return taken;
}

/** What an effect takes off each line, given what earlier ones have left. Free shipping takes nothing off goods. */
export function takeOff(
  effect: Effect,
  lines: readonly GoodsLine[],
  on: { readonly left: Left; readonly scope: readonly boolean[] },
): number[] {
  const { left, scope } = on;
  if (effect.kind === "fixed") return spread(effect.amountMinor, left, scope);
  if (effect.kind === "buy_x_get_y") return buyAndGet(effect, lines, on);
  if (effect.kind === "free_shipping") return lines.map(() => 0);
  const inScope = sumMinor(left.map((minor, at) => (scope[at] ? minor : 0)));
  return spread(shareMinor(inScope, effect.percentBp), left, scope);
}
