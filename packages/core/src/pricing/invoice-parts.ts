import { includedTaxMinor, shareMinor, sumMinor } from "@cartwright/contracts/money";

/** An amount and the tax in it, at one rate. */
export interface TaxedAmount {
  readonly taxRateBp: number;
  readonly grossMinor: number;
  readonly taxMinor: number;
}

/** What an order was charged, as it is invoiced. Amounts in minor units. */
export interface InvoicedOrder {
  readonly taxIncluded: boolean;
  /** Null for an order placed before rates were kept. */
  readonly taxRateBp: number | null;
  readonly taxMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  /** Whether shipping was taxed when any line was. It was for an order that was placed before this was kept. */
  readonly shippingTaxed?: boolean | null;
  readonly lines: readonly {
    readonly position: number;
    readonly quantity: number;
    readonly totalMinor: number;
    readonly discountMinor: number;
    readonly taxMinor: number;
    /** Null for an order placed before it was kept. */
    readonly taxable: boolean | null;
  }[];
}

/** A row of an invoice. `position` is that of its line; null for shipping. */
export interface InvoicePart extends TaxedAmount {
  readonly position: number | null;
  readonly quantity: number | null;
  readonly discountMinor: number;
}

/** Steps in which rates of tax are set, coarsest first. */
const RATE_STEPS_BP = [100, 50, 25, 10, 5, 1];

const clampRate = (rateBp: number) => Math.min(10_000, Math.max(1, rateBp));

/** The rate that gives this tax on what was paid, in the coarsest step that does. 0 without tax. */
function rateOfTax(paidMinor: number, taxMinor: number, taxIncluded: boolean): number {
  const netMinor = taxIncluded ? paidMinor - taxMinor : paidMinor;
  if (taxMinor <= 0 || netMinor <= 0) return 0;
  const exactBp = (taxMinor * 10_000) / netMinor;
  const candidates = RATE_STEPS_BP.map((step) => Math.round(exactBp / step) * step);
  const fits = (rateBp: number) =>
    (taxIncluded ? includedTaxMinor(paidMinor, rateBp) : shareMinor(paidMinor, rateBp)) === taxMinor;
  return clampRate(candidates.find(fits) ?? Math.round(exactBp));
}

/**
 * The rows of an order's invoice: its lines, then shipping if it has a price. Pure. Their gross amounts add up to the order's
 * total and their tax to the order's tax. An order placed before rates were kept gets the rate that its tax is computed from.
 */
export function invoiceParts(order: InvoicedOrder): InvoicePart[] {
  const { taxIncluded, lines, shippingMinor } = order;
  const grossOf = (paidMinor: number, taxMinor: number) => sumMinor([paidMinor, taxIncluded ? 0 : taxMinor]);
  const isTaxed = (line: InvoicedOrder["lines"][number]) => line.taxable ?? line.taxMinor > 0;
  const shippingOffMinor = order.discountMinor - sumMinor(lines.map((line) => line.discountMinor));
  const shippingPaidMinor = shippingMinor - shippingOffMinor;
  const shippingTaxMinor = order.taxMinor - sumMinor(lines.map((line) => line.taxMinor));
  const hasTax = (order.shippingTaxed ?? true) && (lines.some(isTaxed) || shippingTaxMinor > 0);
  const taxedMinor = sumMinor([
    ...lines.filter(isTaxed).map((line) => line.totalMinor - line.discountMinor),
    hasTax ? shippingPaidMinor : 0,
  ]);
  const rateBp = order.taxRateBp ?? rateOfTax(taxedMinor, order.taxMinor, taxIncluded);
  const goods = lines.map((line): InvoicePart => {
    const { position, quantity, discountMinor, taxMinor } = line;
    const grossMinor = grossOf(line.totalMinor - discountMinor, taxMinor);
    return { position, quantity, discountMinor, taxMinor, grossMinor, taxRateBp: isTaxed(line) ? rateBp : 0 };
  });
  if (shippingMinor === 0) return goods;
  const shipping: InvoicePart = {
    position: null,
    quantity: null,
    discountMinor: shippingOffMinor,
    taxMinor: shippingTaxMinor,
    grossMinor: grossOf(shippingPaidMinor, shippingTaxMinor),
    taxRateBp: hasTax ? rateBp : 0,
  };
  return [...goods, shipping];
}

/** Amounts summed by rate of tax, highest rate first. */
export function sumByRate(amounts: readonly TaxedAmount[]): TaxedAmount[] {
  return [...Map.groupBy(amounts, (amount) => amount.taxRateBp)]
    .map(([taxRateBp, group]) => ({
      taxRateBp,
      grossMinor: sumMinor(group.map((amount) => amount.grossMinor)),
      taxMinor: sumMinor(group.map((amount) => amount.taxMinor)),
    }))
    .toSorted((one, other) => other.taxRateBp - one.taxRateBp);
}
