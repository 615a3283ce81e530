import { localTime } from "@cartwright/contracts/time-zone";

/** The last day on which a gift card can be used, on the shop's calendar: the day that ends when it expires, or in which it does. */
export const lastDayOf = (expiresAt: Date, timeZone: string): string =>
  localTime(expiresAt.getTime() - 1, timeZone).date;
