import { type Currency, formatMoney } from "@cartwright/contracts/money";

/** An amount with its sign, as a ledger shows it: a debit is positive, a credit has a minus. */
export const signedMoney = (amountMinor: number, currency: Currency): string =>
  `${amountMinor < 0 ? "\u2212" : ""}${formatMoney(Math.abs(amountMinor), currency)}`;
