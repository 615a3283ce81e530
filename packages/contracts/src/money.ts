import { z } from "zod";
import { AMOUNT_MINOR_MAX, CURRENCIES } from "./amounts.ts";

// Calculations are in amounts.ts, which needs no schemas. Most code needs both.
export {
  allocateMinor,
  AMOUNT_MINOR_MAX,
  decimalOfMinor,
  formatMoney,
  includedTaxMinor,
  MoneyRangeError,
  parseMinor,
  shareMinor,
  SHOP_CURRENCY,
  sumMinor,
  timesMinor,
} from "./amounts.ts";

/** Money is an integer count of a currency's minor unit (cents, yen) beside an ISO 4217 code. */
export const Currency = z.enum(CURRENCIES);
export type Currency = z.infer<typeof Currency>;

/** A non-negative amount, in minor units. */
export const AmountMinor = z.int().min(0).max(AMOUNT_MINOR_MAX);
