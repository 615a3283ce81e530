/**
 * Arithmetic with money. This file is the only place where money is rounded; nothing else divides an amount. It is separate
 * from the schemas, so that a page can show a price without sending a validator to the browser.
 */
export const CURRENCIES = ["EUR", "USD", "GBP", "JPY", "CHF", "SEK"] as const;
export type Currency = (typeof CURRENCIES)[number];

/** The currency of this shop: its carts, orders, shipping prices and reports. */
export const SHOP_CURRENCY: Currency = "EUR";

/** Decimal places of the minor unit (ISO 4217, table A.1). */
const MINOR_DIGITS: Record<Currency, number> = { EUR: 2, USD: 2, GBP: 2, JPY: 0, CHF: 2, SEK: 2 };

/** The largest amount, in minor units: a billion in a two-digit currency. */
export const AMOUNT_MINOR_MAX = 100_000_000_000;

/**
 * Thrown when an amount is not a safe integer or exceeds {@link AMOUNT_MINOR_MAX}: a programming error, not invalid input.
 */
export class MoneyRangeError extends RangeError {
  override name = "MoneyRangeError";
}

function checked(amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor) || Math.abs(amountMinor) > AMOUNT_MINOR_MAX) {
    throw new MoneyRangeError(`amount out of range: ${amountMinor}`);
  }
  return amountMinor;
}

/** Adds amounts of one currency. */
export function sumMinor(amountsMinor: readonly number[]): number {
  return checked(amountsMinor.reduce((sum, amount) => sum + checked(amount), 0));
}

/** `unitMinor` multiplied by a whole quantity. */
export function timesMinor(unitMinor: number, quantity: number): number {
  return checked(checked(unitMinor) * quantity);
}

/** Integer division rounded half away from zero (commercial rounding), exact for every safe product. */
function divideHalfUp(numerator: bigint, denominator: bigint): number {
  const sign = numerator < 0n ? -1n : 1n;
  const magnitude = numerator * sign;
  return checked(Number(sign * ((magnitude * 2n + denominator) / (denominator * 2n))));
}

/** A share of an amount in basis points, rounded half away from zero. */
export function shareMinor(amountMinor: number, basisPoints: number): number {
  return divideHalfUp(BigInt(checked(amountMinor)) * BigInt(basisPoints), 10_000n);
}

/** The tax contained in a gross amount at a rate in basis points, rounded half away from zero. */
export function includedTaxMinor(grossMinor: number, basisPoints: number): number {
  return divideHalfUp(BigInt(checked(grossMinor)) * BigInt(basisPoints), 10_000n + BigInt(basisPoints));
}

/**
 * Allocates an amount to weights so that the parts sum to it exactly: each part is rounded down and the remainder goes, one
 * minor unit each, to the largest fractions (earlier first among equals).
 */
export function allocateMinor(amountMinor: number, weights: readonly number[]): number[] {
  checked(amountMinor);
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (weights.length === 0) return [];
  if (total <= 0n) {
    throw new MoneyRangeError("weights must have a positive sum");
  }
  const parts = weights.map((weight, index) => {
    const product = BigInt(amountMinor) * BigInt(weight);
    return { index, floor: product / total, rest: product % total };
  });
  const left = Number(BigInt(amountMinor) - parts.reduce((sum, part) => sum + part.floor, 0n));
  const byRest = parts.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const lucky = new Set(byRest.slice(0, left).map((part) => part.index));
  return parts.map((part) => checked(Number(part.floor) + (lucky.has(part.index) ? 1 : 0)));
}

// Creating a formatter costs a hundred times as much as using one. There are as many as currencies and languages.
const formatters = new Map<string, Intl.NumberFormat>();

/** Formats an amount for people: `formatMoney(1999, "EUR", "en")` is `€19.99`. */
export function formatMoney(amountMinor: number, currency: Currency, locale = "en"): string {
  const digits = MINOR_DIGITS[currency];
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits });
    formatters.set(key, formatter);
  }
  return formatter.format(amountMinor / 10 ** digits);
}

/**
 * Parses a decimal price from files and forms (`19.99`, `19`, `1999` for yen). Null when it is not a plain non-negative
 * decimal number or has more decimals than the currency.
 */
export function parseMinor(text: string, currency: Currency): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (!match) return null;
  const digits = MINOR_DIGITS[currency];
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > digits) return null;
  const amount = Number(`${match[1]}${fraction.padEnd(digits, "0")}`);
  return amount <= AMOUNT_MINOR_MAX ? amount : null;
}

/** The decimal form that {@link parseMinor} parses. */
export function decimalOfMinor(amountMinor: number, currency: Currency): string {
  const digits = MINOR_DIGITS[currency];
  if (digits === 0) return String(amountMinor);
  const text = String(amountMinor).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
