import { type Currency, decimalOfMinor, parseMinor, SHOP_CURRENCY } from "@cartwright/contracts/amounts";

/** An amount as people type it, with a point or a comma, in minor units. Null for anything else. */
export const minorOf = (text: string, currency: Currency = SHOP_CURRENCY): number | null =>
  parseMinor(text.replace(",", "."), currency);

/** The form that {@link minorOf} reads, in the shop's currency. Empty for none. */
export const typedMoney = (minor: number | null): string =>
  minor === null ? "" : decimalOfMinor(minor, SHOP_CURRENCY);
