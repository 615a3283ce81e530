"use client";

import { DEFAULT_TIME_ZONE } from "@cartwright/contracts/time-zone";
import { createContext, type ReactNode, useContext } from "react";

const TimeZoneContext = createContext(DEFAULT_TIME_ZONE);

/** Gives the pages inside the shop's time zone: the server read it, so that both write the same times. */
export function ShopTimeProvider({ timeZone, children }: { timeZone: string; children: ReactNode }) {
  return <TimeZoneContext value={timeZone}>{children}</TimeZoneContext>;
}

/** The zone in which the back office shows times. */
export const useTimeZone = (): string => useContext(TimeZoneContext);
