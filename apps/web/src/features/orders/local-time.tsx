"use client";

import { useIsReady } from "@cartwright/ui/use-is-ready";

const timeFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

function clockOf(at: string): string {
  const date = new Date(at);
  const today = new Date().toDateString() === date.toDateString();
  return today ? timeFormat.format(date) : `${dayFormat.format(date)}, ${timeFormat.format(date)}`;
}

/** A timestamp in the reader's own time zone. The server does not know the zone, so it renders nothing. */
export function LocalTime({ at, className }: { at: string; className?: string }) {
  const isReady = useIsReady();
  return (
    <time dateTime={at} className={className}>
      {isReady ? clockOf(at) : ""}
    </time>
  );
}
