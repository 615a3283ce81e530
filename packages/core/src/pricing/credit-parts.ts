import { allocateMinor, sumMinor } from "@cartwright/contracts/money";
import { type InvoicePart, sumByRate, type TaxedAmount } from "./invoice-parts.ts";

/** A refund that was made, and the units and shipping that it was for. Amounts in minor units, tax included. */
export interface MadeRefund {
  readonly amountMinor: number;
  /** The tax in it; null when it was not allocated. */
  readonly taxMinor: number | null;
  /** `position` is that of a line; null for shipping. `taxMinor` is null when it was not kept. */
  readonly parts: readonly {
    readonly position: number | null;
    readonly quantity: number | null;
    readonly amountMinor: number;
    readonly taxMinor: number | null;
  }[];
}

/** A row of a credit note: a part of the invoice, or what the refund is more or less than those. */
export interface CreditPart extends TaxedAmount {
  readonly kind: "part" | "adjustment";
  readonly position: number | null;
  readonly quantity: number | null;
  readonly discountMinor: number;
}

const clamp = (amount: number, least: number, most: number) => Math.min(Math.max(amount, least), most);

/** Allocates to weights; nothing when there is nothing to allocate to. */
const allocate = (amountMinor: number, weights: readonly number[]): number[] =>
  amountMinor > 0 && weights.some((weight) => weight > 0) ? allocateMinor(amountMinor, weights) : weights.map(() => 0);

/** What of the invoice has not been credited, by rate. */
function remainingOf(invoice: readonly InvoicePart[], credited: readonly TaxedAmount[]): TaxedAmount[] {
  const gone = sumByRate(credited);
  return sumByRate(invoice).map((total) => {
    const before = gone.find(({ taxRateBp }) => taxRateBp === total.taxRateBp);
    return {
      taxRateBp: total.taxRateBp,
      grossMinor: total.grossMinor - (before?.grossMinor ?? 0),
      taxMinor: total.taxMinor - (before?.taxMinor ?? 0),
    };
  });
}

/** The parts that a refund names, each with the rate of its row on the invoice. */
function namedParts(invoice: readonly InvoicePart[], refund: MadeRefund): CreditPart[] {
  return refund.parts.flatMap((part): CreditPart[] => {
    const row = invoice.find(({ position }) => position === part.position);
    if (!row) return [];
    const share = allocate(row.taxMinor, [part.amountMinor, row.grossMinor - part.amountMinor])[0] ?? 0;
    const { position, quantity, amountMinor: grossMinor } = part;
    const taxMinor = part.taxMinor ?? share;
    return [{ kind: "part", position, quantity, discountMinor: 0, grossMinor, taxMinor, taxRateBp: row.taxRateBp }];
  });
}

/** How much of an amount falls to each rate: what its parts say, and the rest by what is left of each. */
function grossByRate(amountMinor: number, remaining: readonly TaxedAmount[], named: readonly TaxedAmount[]): number[] {
  const wanted = remaining.map(({ taxRateBp, grossMinor }) => {
    return clamp(named.find((part) => part.taxRateBp === taxRateBp)?.grossMinor ?? 0, 0, grossMinor);
  });
  const more = amountMinor - sumMinor(wanted);
  const left = remaining.map(({ grossMinor }, at) => grossMinor - (wanted[at] ?? 0));
  const added = allocate(more, left);
  const taken = allocate(-more, wanted);
  return wanted.map((minor, at) => minor + (added[at] ?? 0) - (taken[at] ?? 0));
}

interface GrossByRate {
  readonly remaining: readonly TaxedAmount[];
  readonly named: readonly TaxedAmount[];
  readonly gross: readonly number[];
}

/**
 * The tax in the amount that falls to each rate. Where all is taxed alike it is the refund's own. Otherwise that one is a share of all
 * tax, so each rate gets what its parts say, and its share of what is left at it for the rest.
 */
function taxByRate({ taxMinor }: MadeRefund, { remaining, named, gross }: GrossByRate): number[] {
  if (remaining.length === 1 && taxMinor !== null) return [taxMinor];
  return remaining.map((left, at) => {
    const own = named.find((part) => part.taxRateBp === left.taxRateBp) ?? { grossMinor: 0, taxMinor: 0 };
    const more = (gross[at] ?? 0) - own.grossMinor;
    if (more < 0) return allocate(own.taxMinor, [gross[at] ?? 0, -more])[0] ?? 0;
    return (
      own.taxMinor + (allocate(left.taxMinor - own.taxMinor, [more, left.grossMinor - own.grossMinor - more])[0] ?? 0)
    );
  });
}

/**
 * The rows of a refund's credit note. Pure. Together they come to the amount of the refund, to the cent, and the tax at each rate
 * is never more than is left of the invoice's. The credit notes of all refunds, in any order, add up to the invoice by rate.
 * `credited` are the rows of the credit notes before. What exceeds the rest of the invoice (money that was never invoiced) is left
 * out; nothing is left to credit when there are no rows.
 */
export function creditParts(
  invoice: readonly InvoicePart[],
  credited: readonly TaxedAmount[],
  refund: MadeRefund,
): CreditPart[] {
  const remaining = remainingOf(invoice, credited);
  const remainingMinor = sumMinor(remaining.map(({ grossMinor }) => grossMinor));
  const amountMinor = Math.min(refund.amountMinor, remainingMinor);
  if (amountMinor <= 0) return [];
  // The whole order at once: its own rows say most.
  if (credited.length === 0 && refund.parts.length === 0 && amountMinor === remainingMinor)
    return invoice.map((part) => ({ kind: "part", ...part }));
  const parts = namedParts(invoice, refund);
  const named = sumByRate(parts);
  const gross = grossByRate(amountMinor, remaining, named);
  const taxes = taxByRate(refund, { remaining, named, gross });
  const adjustments = remaining.flatMap((left, at): CreditPart[] => {
    const { taxRateBp } = left;
    const grossMinor = gross[at] ?? 0;
    const least = Math.max(0, left.taxMinor - (left.grossMinor - grossMinor));
    const tax = clamp(taxes[at] ?? 0, least, Math.min(left.taxMinor, grossMinor));
    const before = named.find((part) => part.taxRateBp === taxRateBp);
    const rest = { grossMinor: grossMinor - (before?.grossMinor ?? 0), taxMinor: tax - (before?.taxMinor ?? 0) };
    if (rest.grossMinor === 0 && rest.taxMinor === 0) return [];
    return [{ kind: "adjustment", position: null, quantity: null, discountMinor: 0, taxRateBp, ...rest }];
  });
  return [...parts, ...adjustments];
}
