import { localTime } from "@cartwright/contracts/time-zone";

/** The last day on which a gift card can be used, on the shop's calendar: it expires when that day ends. */
export const lastDayOf = (expiresAt: Date, timeZone: string): string =>
  localTime(expiresAt.getTime() - 1, timeZone).date;
