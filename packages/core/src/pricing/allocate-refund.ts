import { allocateMinor, sumMinor } from "@cartwright/contracts/money";

/**
 * What an order was charged and what of it has gone back, refunds on their way included. Amounts in minor units of the
 * order's currency.
 */
export interface RefundableOrder {
  readonly totalMinor: number;
  readonly taxMinor: number;
  /** Whether the lines' prices and shipping contain their tax. */
  readonly taxIncluded: boolean;
  readonly lines: readonly RefundableLine[];
  /** The discounts that were given for a minimum, by their lines. */
  readonly conditions: readonly {
    readonly minimumMinor: number;
    readonly minimumQuantity: number;
    readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
  }[];
  /** Staff have let the goods that stay keep their discount: its minimum is not checked any more. */
  readonly keepsDiscount: boolean;
  /** What was paid for shipping, after its discount, its tax, and how much of the price has gone back. */
  readonly shipping: { readonly paidMinor: number; readonly taxMinor: number; readonly refundedMinor: number };
  /** What can still go back: what was captured, less all refunds. */
  readonly remainingMinor: number;
  /** The tax in it. */
  readonly remainingTaxMinor: number;
}

export interface RefundableLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  /** Units that have been refunded. */
  readonly refunded: number;
  /** Units for which others were sent in exchange. They are the last of the line, and are not refunded any more. */
  readonly exchanged: number;
}

/** Units, a part of the shipping price, and the amount to send if it is not what those come to. */
export interface RefundChoice {
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly shippingMinor?: number | undefined;
  readonly amountMinor?: number | undefined;
  /** Whether the goods that stay keep their discount even if they no longer reach its minimum, from now on. */
  readonly keepDiscount?: boolean | undefined;
}

/**
 * What a refund is made of; the amounts add up to it. An `adjustment` is what staff chose to send more or less than the
 * units come to, and what an earlier free amount has given back already.
 */
export type RefundPart =
  | {
      readonly kind: "line";
      readonly lineId: string;
      readonly quantity: number;
      readonly goodsMinor: number;
      readonly discountMinor: number;
      readonly taxMinor: number;
      readonly amountMinor: number;
    }
  | {
      readonly kind: "shipping";
      readonly shippingMinor: number;
      readonly taxMinor: number;
      readonly amountMinor: number;
    }
  | { readonly kind: "adjustment"; readonly taxMinor: number; readonly amountMinor: number };

export interface RefundAllocation {
  readonly amountMinor: number;
  readonly taxMinor: number;
  /** How much of it was held back, because the goods that stay no longer reach the minimum of their discount. */
  readonly withheldMinor: number;
  readonly parts: readonly RefundPart[];
}

/** A part of a choice that is more than is left (`max`), or that names no line, or one twice (null). */
export interface RefundProblem {
  readonly field: string;
  readonly max: number | null;
}

/** How many units of a line are neither refunded nor exchanged. */
export const unitsLeft = ({ quantity, refunded, exchanged }: RefundableLine): number => quantity - refunded - exchanged;

/** The share of the units `from` to `from + count` of an amount for `quantity` units: each gets its cent, or one more. */
export function unitsShare(amountMinor: number, quantity: number, [from, count]: readonly [number, number]): number {
  const each = allocateMinor(
    amountMinor,
    Array.from({ length: quantity }, () => 1),
  );
  return sumMinor(each.slice(from, from + count));
}

/** How much of an amount belongs to `part` of `whole`. */
const shareOf = (amountMinor: number, part: number, whole: number): number =>
  whole <= 0 ? 0 : (allocateMinor(amountMinor, [part, whole - part])[0] ?? 0);

function linePart(line: RefundableLine, quantity: number, taxIncluded: boolean): RefundPart {
  const units = [line.refunded, quantity] as const;
  const goodsMinor = unitsShare(line.totalMinor, line.quantity, units);
  const discountMinor = unitsShare(line.discountMinor, line.quantity, units);
  const taxMinor = unitsShare(line.taxMinor, line.quantity, units);
  const amountMinor = sumMinor([goodsMinor, -discountMinor, taxIncluded ? 0 : taxMinor]);
  return { kind: "line", lineId: line.lineId, quantity, goodsMinor, discountMinor, taxMinor, amountMinor };
}

function shippingPart({ shipping, taxIncluded }: RefundableOrder, shippingMinor: number): RefundPart {
  const { paidMinor, refundedMinor } = shipping;
  const after = shareOf(shipping.taxMinor, refundedMinor + shippingMinor, paidMinor);
  const taxMinor = after - shareOf(shipping.taxMinor, refundedMinor, paidMinor);
  const amountMinor = sumMinor([shippingMinor, taxIncluded ? 0 : taxMinor]);
  return { kind: "shipping", shippingMinor, taxMinor, amountMinor };
}

function findProblems(order: RefundableOrder, choice: RefundChoice): RefundProblem[] {
  const problems: RefundProblem[] = [];
  const seen = new Set<string>();
  for (const [index, { lineId, quantity }] of choice.lines.entries()) {
    const line = order.lines.find((each) => each.lineId === lineId);
    if (!line || seen.has(lineId)) problems.push({ field: `lines.${index}.lineId`, max: null });
    else if (quantity > unitsLeft(line)) problems.push({ field: `lines.${index}.quantity`, max: unitsLeft(line) });
    seen.add(lineId);
  }
  const shippingLeft = order.shipping.paidMinor - order.shipping.refundedMinor;
  if ((choice.shippingMinor ?? 0) > shippingLeft) problems.push({ field: "shippingMinor", max: shippingLeft });
  if ((choice.amountMinor ?? 0) > order.remainingMinor)
    problems.push({ field: "amountMinor", max: order.remainingMinor });
  return problems;
}

/**
 * The tax in a refund. The last refund has all that is left, so that the tax of all refunds together is the order's. It never
 * leaves more tax than money.
 */
function taxOf(
  order: RefundableOrder,
  refund: { readonly amountMinor: number; readonly parts: readonly RefundPart[] },
) {
  const { remainingMinor, remainingTaxMinor } = order;
  const named = sumMinor(refund.parts.map((part) => part.amountMinor));
  const taxOfNamed = sumMinor(refund.parts.map((part) => part.taxMinor));
  const more = refund.amountMinor - named;
  const taxMinor =
    more >= 0
      ? taxOfNamed + shareOf(order.taxMinor, more, order.totalMinor)
      : shareOf(taxOfNamed, refund.amountMinor, named);
  const least = Math.max(0, remainingTaxMinor - (remainingMinor - refund.amountMinor));
  const most = Math.min(remainingTaxMinor, refund.amountMinor);
  return Math.min(Math.max(taxMinor, least), most);
}

/**
 * The discount on goods that stay although they no longer reach its minimum, once `refunded` units of each line have gone back.
 * Nothing when none of them stays.
 */
function unearnedMinor(order: RefundableOrder, refunded: ReadonlyMap<string, number>): number {
  const unearned = order.conditions.map(({ minimumMinor, minimumQuantity, lines }) => {
    const kept = lines.flatMap(({ lineId, discountMinor }) => {
      const line = order.lines.find((each) => each.lineId === lineId);
      const gone = refunded.get(lineId) ?? 0;
      return line && line.quantity > gone
        ? [{ line, discountMinor, units: [gone, line.quantity - gone] as const }]
        : [];
    });
    const goodsMinor = sumMinor(kept.map(({ line, units }) => unitsShare(line.totalMinor, line.quantity, units)));
    const quantity = kept.reduce((sum, { units }) => sum + units[1], 0);
    if (goodsMinor >= minimumMinor && quantity >= minimumQuantity) return 0;
    return sumMinor(kept.map(({ line, discountMinor, units }) => unitsShare(discountMinor, line.quantity, units)));
  });
  return sumMinor(unearned);
}

/**
 * How much more of the discount is unearned after a refund of these lines. Negative when what earlier refunds held back goes too:
 * with the last of those goods, or because their discount is kept after all.
 */
function newlyUnearnedMinor(order: RefundableOrder, choice: RefundChoice): number {
  const before = new Map(order.lines.map(({ lineId, refunded }) => [lineId, refunded]));
  const after = new Map(before);
  for (const { lineId, quantity } of choice.lines) after.set(lineId, (before.get(lineId) ?? 0) + quantity);
  const held = order.keepsDiscount ? 0 : unearnedMinor(order, before);
  const due = order.keepsDiscount || choice.keepDiscount ? 0 : unearnedMinor(order, after);
  return due - held;
}

/**
 * Allocates a refund. Pure, and the only place where the shares of a refund are computed: the preview, the refund and its
 * documents agree. Every unit of a line gets its share of the line's price, discount and tax by largest remainder, so that
 * the units refunded one by one come to what the line cost. Without an amount, the refund is what its parts come to, at most
 * what is left, less the discount on the goods that stay if they no longer reach its minimum; it goes back with the last of
 * them. All refunds together never exceed what was captured.
 */
export function allocateRefund(
  order: RefundableOrder,
  choice: RefundChoice,
): { readonly problems: readonly RefundProblem[] } | (RefundAllocation & { readonly problems: null }) {
  const problems = findProblems(order, choice);
  if (problems.length > 0) return { problems };
  const lines = choice.lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((each) => each.lineId === lineId);
    return line ? [linePart(line, quantity, order.taxIncluded)] : [];
  });
  const parts = [...lines, ...(choice.shippingMinor ? [shippingPart(order, choice.shippingMinor)] : [])];
  const named = sumMinor(parts.map((part) => part.amountMinor));
  const unearned = newlyUnearnedMinor(order, choice);
  const amountMinor = choice.amountMinor ?? Math.min(Math.max(0, named - unearned), order.remainingMinor);
  const withheldMinor = choice.amountMinor === undefined ? Math.max(0, Math.min(named, unearned)) : 0;
  const taxMinor = taxOf(order, { amountMinor, parts });
  const adjustment: RefundPart = {
    kind: "adjustment",
    amountMinor: amountMinor - named,
    taxMinor: taxMinor - sumMinor(parts.map((part) => part.taxMinor)),
  };
  const isExact = adjustment.amountMinor === 0 && adjustment.taxMinor === 0;
  return { problems: null, amountMinor, taxMinor, withheldMinor, parts: isExact ? parts : [...parts, adjustment] };
}
