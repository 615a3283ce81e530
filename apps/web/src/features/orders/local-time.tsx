"use client";

import { useIsReady } from "@cartwright/ui/use-is-ready";

const FORMAT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** A timestamp in the reader's own time zone: "29 Nov 2026, 14:05". The server does not know the zone, so it renders nothing. */
export function LocalTime({ at, className }: { at: string; className?: string }) {
  const isReady = useIsReady();
  return (
    <time dateTime={at} className={className}>
      {isReady ? FORMAT.format(new Date(at)) : ""}
    </time>
  );
}
